FROM ubuntu:24.04 AS apt
RUN --mount=type=cache,target=/var/cache/apt,sharing=locked \
    --mount=type=cache,target=/var/lib/apt,sharing=locked \
    # want no-defeated-cache-mount: /var/cache/apt keeps no packages, because Debian .* delete .*, and `apt`, .*-o Dir::Cache::archives=.*-o APT::Keep
    apt update && apt install -y --no-install-recommends git && DEBIAN_FRONTEND=noninteractive apt-get -qq upgrade

FROM python:3.12-slim AS archives
RUN --mount=type=cache,target=/var/cache/apt/archives \
    # want no-defeated-cache-mount: mount at /var/cache/apt/archives keeps no packages
    sudo apt-get -y update && sudo apt-get -y install git

FROM apt AS kept
RUN --mount=type=cache,target=/var/cache/apt \
    apt-get update && apt-get install -y -o Dir::Cache::Archives=/var/cache/apt/mine git
# Nothing is deleted where nothing is installed.
RUN --mount=type=cache,target=/var/cache/apt \
    apt-get update && apt-get install -y --download-only git
