FROM debian:trixie-slim
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates curl && rm -rf /var/lib/apt/lists/*
COPY server /usr/local/bin/server
EXPOSE 8080
# want require-healthcheck: does not say how to ask
CMD ["server", "--listen", "0.0.0.0:8081"]
