FROM debian:bookworm-slim AS build
RUN --mount=type=cache,target=/var/cache/apt,sharing=locked --mount=type=cache,target=/var/lib/apt/lists,sharing=locked \
    apt-get update && apt-get install -y gcc
FROM ubuntu:24.04 AS tools
# want cache-mount-id: Stages on Debian bookworm and Ubuntu noble keep their packages in one cache
RUN --mount=type=cache,target=/var/cache/apt,sharing=locked --mount=target=/var/lib/apt/lists/,sharing=locked,type=cache \
    apt-get update && apt-get install -y curl
FROM tools AS more
RUN --mount=type=cache,target=/var/cache/apt,sharing=locked \
    --mount=type=cache,target="/var/lib/apt/lists",sharing=locked \
    apt-get update && apt-get install -y git
FROM python:3.12-slim-trixie
# want cache-mount-id: Debian bookworm and Debian trixie
RUN --mount=type=cache,dst=/var/cache/apt,sharing=locked apt-get update && apt-get install -y git
FROM node:22-bookworm
RUN --mount=type=cache,target=/var/cache/apt,sharing=locked apt-get update && apt-get install -y git
