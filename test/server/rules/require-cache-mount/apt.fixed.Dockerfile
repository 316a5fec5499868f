FROM debian:bookworm-slim AS usual
# want require-cache-mount: mount apt's cache folder /var/cache/apt
RUN --mount=type=cache,id=apt-bookworm,target=/var/cache/apt,sharing=locked \
    --mount=type=cache,id=apt-lists-bookworm,target=/var/lib/apt/lists,sharing=locked \
    apt-get update && apt-get -o Dir::Cache::archives=/var/cache/apt/archives/kept install -y --no-install-recommends \
      ca-certificates \
      curl \
    && rm -rf /tmp/* /var/tmp/*

FROM ubuntu:22.04 AS by-release
# want require-cache-mount: mount apt's cache folder
RUN --mount=type=cache,id=apt-jammy,target=/var/cache/apt,sharing=locked \
    --mount=type=cache,id=apt-lists-jammy,target=/var/lib/apt/lists,sharing=locked \
    apt-get -qq update && apt-get -o Dir::Cache::archives=/var/cache/apt/archives/kept -qqy --no-install-recommends install git

FROM python:3.12-slim AS by-image
ARG TARGETARCH
# want require-cache-mount: mount apt's cache folder
RUN --mount=type=cache,id=apt-python-3.12-slim-$TARGETARCH,target=/var/cache/apt,sharing=locked \
    --mount=type=cache,id=apt-lists-python-3.12-slim-$TARGETARCH,target=/var/lib/apt/lists,sharing=locked \
    apt update && apt -o Dir::Cache::archives=/var/cache/apt/archives/kept -o APT::Keep-Downloaded-Packages=true -y upgrade && apt -o Dir::Cache::archives=/var/cache/apt/archives/kept -o APT::Keep-Downloaded-Packages=true install -y git

FROM usual AS continued
# want require-cache-mount: mount apt's cache folder
RUN --mount=type=cache,id=apt-bookworm,target=/var/cache/apt,sharing=locked \
    --mount=type=cache,id=apt-lists-bookworm,target=/var/lib/apt/lists,sharing=locked \
    apt-get update && apt-get -o Dir::Cache::archives=/var/cache/apt/archives/kept install -y git

FROM node:22-bookworm-slim AS retried
# want require-cache-mount: mount apt's cache folder
RUN --mount=type=cache,id=apt-bookworm,target=/var/cache/apt,sharing=locked \
    --mount=type=cache,id=apt-lists-bookworm,target=/var/lib/apt/lists,sharing=locked \
    for i in 1 2 3; do apt-get update && apt-get -o Dir::Cache::archives=/var/cache/apt/archives/kept install -y git && break || sleep 1; done && echo done

FROM node:22-bookworm-slim AS script
# want require-cache-mount: mount apt's cache folder
RUN --mount=type=cache,id=apt-bookworm,target=/var/cache/apt,sharing=locked \
    --mount=type=cache,id=apt-lists-bookworm,target=/var/lib/apt/lists,sharing=locked \
    curl -fsSL https://packages.example.com/node/script.deb.sh | bash - && apt-get -o Dir::Cache::archives=/var/cache/apt/archives/kept install -y nodejs

# docker-clean has gone, so nothing has to be said.
FROM debian:trixie AS cleared
RUN rm /etc/apt/apt.conf.d/docker-clean
# want require-cache-mount: mount apt's cache folder
RUN --mount=type=cache,id=apt-trixie,target=/var/cache/apt,sharing=locked \
    --mount=type=cache,id=apt-lists-trixie,target=/var/lib/apt/lists,sharing=locked \
    apt-get update && apt-get install -y git

FROM debian:bookworm AS heredoc
RUN --mount=type=cache,id=apt-bookworm,target=/var/cache/apt,sharing=locked --mount=type=cache,id=apt-lists-bookworm,target=/var/lib/apt/lists,sharing=locked <<EOF
set -e
apt-get update
# want require-cache-mount: mount apt's cache folder
apt-get -o Dir::Cache::archives=/var/cache/apt/archives/kept install -y git
EOF

FROM debian:bookworm AS library
RUN --mount=type=cache,id=apt-bookworm,target=/var/cache/apt,sharing=locked \
	--mount=type=cache,id=apt-lists-bookworm,target=/var/lib/apt/lists,sharing=locked \
	set -eux; \
	apt-get update; \
	# want require-cache-mount: mount apt's cache folder
	apt-get -o Dir::Cache::archives=/var/cache/apt/archives/kept install -y --no-install-recommends \
		git
	# Smaller.
