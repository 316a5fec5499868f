FROM debian:12
RUN --mount=type=cache,target=/var/cache/apt,sharing=locked --mount=type=cache,target=/var/lib/apt/lists,sharing=locked \
    # want no-defeated-cache-mount: mount at /var/cache/apt keeps no packages, because Debian and Ubuntu images delete .* `-o Dir::Cache::archives=
    apt-get update && apt-get install -y git && \
    # want no-defeated-cache-mount: `apt-get clean` empties the cache mount at /var/cache/apt
    apt-get clean && \
    # want no-defeated-cache-mount: `rm -rf /var/lib/apt/lists/\*` empties the cache mount at /var/lib/apt/lists
    rm -rf /var/lib/apt/lists/*
