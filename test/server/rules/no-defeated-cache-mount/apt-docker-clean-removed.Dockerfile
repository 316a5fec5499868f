# As Docker's guide does it.
FROM ubuntu:24.04 AS documented
RUN rm -f /etc/apt/apt.conf.d/docker-clean; echo 'Binary::apt::APT::Keep-Downloaded-Packages "true";' > /etc/apt/apt.conf.d/keep-cache
RUN --mount=type=cache,target=/var/cache/apt,sharing=locked \
    --mount=type=cache,target=/var/lib/apt,sharing=locked \
    apt update && apt-get --no-install-recommends install -y gcc

FROM documented AS child
RUN --mount=type=cache,target=/var/cache/apt,sharing=locked apt update && apt install -y gcc

FROM debian:bookworm AS same-run
RUN --mount=type=cache,target=/var/cache/apt,sharing=locked \
    rm -f /etc/apt/apt.conf.d/docker-clean && apt-get update && apt-get install -y gcc

FROM debian:bookworm AS all-settings
RUN rm -rf /etc/apt/apt.conf.d/*
RUN --mount=type=cache,target=/var/cache/apt apt-get update && apt-get install -y gcc

FROM debian:bookworm AS brought-along
COPY apt.conf /etc/apt/apt.conf.d/docker-clean
RUN --mount=type=cache,target=/var/cache/apt apt-get update && apt install -y gcc

FROM debian:bookworm AS mounted
RUN --mount=type=cache,target=/var/cache/apt --mount=type=bind,source=apt.conf,target=/etc/apt/apt.conf.d/docker-clean \
    apt-get update && apt-get install -y gcc

# Whether an image of somebody's own has the file, nobody can say.
FROM registry.example.com/base:bookworm AS unknown
RUN --mount=type=cache,target=/var/cache/apt apt-get update && apt-get install -y gcc
