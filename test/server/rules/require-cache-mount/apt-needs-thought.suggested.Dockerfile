FROM debian:bookworm-slim AS lists-stay
# want require-cache-mount (withheld): the package lists are then no longer in the image
RUN --mount=type=cache,id=apt-bookworm,target=/var/cache/apt,sharing=locked \
    --mount=type=cache,id=apt-lists-bookworm,target=/var/lib/apt/lists,sharing=locked \
    apt-get update && apt-get -o Dir::Cache::archives=/var/cache/apt/archives/kept install -y git

FROM debian:bookworm-slim AS one-mounted
# want require-cache-mount: mount apt's cache folder /var/lib/apt/lists
RUN --mount=type=cache,target=/var/cache/apt,sharing=locked --mount=type=cache,id=apt-lists-bookworm,target=/var/lib/apt/lists,sharing=locked apt-get update && apt-get -o Dir::Cache::archives=/var/cache/apt/archives/kept install -y git
