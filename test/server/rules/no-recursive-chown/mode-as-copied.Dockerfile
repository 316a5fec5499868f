FROM debian:trixie-slim
WORKDIR /app
COPY tests/ ./tests/
# want no-recursive-chown: give the COPY `--chmod`
RUN chmod -R 755 /app
