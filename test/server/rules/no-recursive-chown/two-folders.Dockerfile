FROM debian:bookworm-slim
RUN useradd -r app && mkdir /data
WORKDIR /app
COPY . .
# want no-recursive-chown: /app
RUN chown -R app:app /app /data
