FROM debian:bookworm-slim
RUN useradd app && mkdir -p /data /app && chown -R app:app /data /app
WORKDIR /app
COPY --chown=app:app . .
COPY config.yml /etc/app/config.yml
RUN chown -R app /etc/app && mkdir logs && chown app logs && chown app:app /app
RUN if [ -d /app ]; then chown -R app /app; fi
