FROM debian:bookworm-slim
RUN useradd -r app && mkdir /data
WORKDIR /app
COPY --chown=app:app . .
# want no-recursive-chown: /app
RUN chown app:app /app && chown -R app:app /data
