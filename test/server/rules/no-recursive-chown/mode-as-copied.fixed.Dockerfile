FROM debian:trixie-slim
WORKDIR /app
COPY --chmod=755 tests/ ./tests/
# want no-recursive-chown: give the COPY `--chmod`
RUN chmod 755 /app
