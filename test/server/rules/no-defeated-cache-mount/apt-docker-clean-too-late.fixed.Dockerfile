FROM debian:bookworm
# docker-clean is named in a comment only.
RUN --mount=type=cache,target=/var/cache/apt,sharing=locked \
    # want no-defeated-cache-mount: keeps no packages
    apt-get update && apt-get -o Dir::Cache::archives=/var/cache/apt/archives/kept install -y gcc && \
    rm -f /etc/apt/apt.conf.d/docker-clean
RUN --mount=type=cache,target=/var/cache/apt,sharing=locked apt-get update && apt-get install -y make
