# An install of system packages that works runs as root, whoever the base image's user is.
FROM registry.example.com/base:1
# want require-cache-mount: apt's cache folder /var/cache/apt\.
RUN --mount=type=cache,id=apt-base-1,target=/var/cache/apt,sharing=locked \
    --mount=type=cache,id=apt-lists-base-1,target=/var/lib/apt/lists,sharing=locked \
    apt-get update && apt-get -o Dir::Cache::archives=/var/cache/apt/archives/kept install -y git
USER app
# want require-cache-mount: apt's cache folder /var/cache/apt\.
RUN --mount=type=cache,id=apt-base-1,target=/var/cache/apt,sharing=locked \
    --mount=type=cache,id=apt-lists-base-1,target=/var/lib/apt/lists,sharing=locked \
    sudo apt-get update && sudo apt-get -o Dir::Cache::archives=/var/cache/apt/archives/kept install -y make
