# Sources and keys say nothing of what apt keeps.
FROM debian:bookworm-slim
COPY docker.asc /etc/apt/keyrings/docker.asc
COPY docker.sources /etc/apt/sources.list.d/docker.sources
# want require-cache-mount: apt's cache folder /var/cache/apt
RUN apt-get update && apt-get install -y docker-ce-cli && rm -rf /var/lib/apt/lists/*

FROM debian:bookworm-slim
COPY 99keep /etc/apt/apt.conf.d/
# want require-cache-mount: apt's cache folder /var/cache/apt
RUN apt-get update && apt-get install -y docker-ce-cli && rm -rf /var/lib/apt/lists/*
