FROM oven/bun:1
# want no-defeated-cache-mount: `bun pm cache` empties the cache mount at /root/\.bun/install/cache in every build
RUN --mount=type=cache,target=/root/.bun/install/cache bun install && bun pm cache rm
RUN --mount=type=cache,target=/root/.bun/install/cache bun install --no-cache
