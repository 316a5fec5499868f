FROM debian:trixie-slim
WORKDIR /app
COPY tests/ ./tests/
# want no-recursive-chown (withheld): COPY makes /app/tests with mode 755
RUN chmod -R 0777 /app
