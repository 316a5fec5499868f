# Sources and keys say nothing of what apt keeps.
FROM debian:bookworm-slim
COPY docker.asc /etc/apt/keyrings/docker.asc
COPY docker.sources /etc/apt/sources.list.d/docker.sources
# want require-cache-mount: apt's cache folder /var/cache/apt
RUN --mount=type=cache,id=apt-bookworm,target=/var/cache/apt,sharing=locked \
    --mount=type=cache,id=apt-lists-bookworm,target=/var/lib/apt/lists,sharing=locked \
    apt-get update && apt-get -o Dir::Cache::archives=/var/cache/apt/archives/kept install -y docker-ce-cli

FROM debian:bookworm-slim
COPY 99keep /etc/apt/apt.conf.d/
# want require-cache-mount: apt's cache folder /var/cache/apt
RUN --mount=type=cache,id=apt-bookworm,target=/var/cache/apt,sharing=locked \
    --mount=type=cache,id=apt-lists-bookworm,target=/var/lib/apt/lists,sharing=locked \
    apt-get update && apt-get install -y docker-ce-cli
