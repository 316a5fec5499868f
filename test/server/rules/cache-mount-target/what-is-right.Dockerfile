# syntax=docker/dockerfile:1
FROM golang:1.24 AS go
RUN --mount=type=cache,target=/go/pkg/mod/ --mount=type=bind,source=go.sum,target=go.sum go mod download -x
FROM node:22 AS web
WORKDIR /web
RUN --mount=type=cache,target=/root/.npm npm ci
RUN --mount=type=cache,target=/web/node_modules/.cache npm run build
RUN --mount=type=cache,target=/root/.npm --mount=type=cache,target=/root/.cache npm ci
FROM ubuntu:24.04 AS apt
RUN rm -f /etc/apt/apt.conf.d/docker-clean; echo 'Binary::apt::APT::Keep-Downloaded-Packages "true";' > /etc/apt/apt.conf.d/keep-cache
RUN --mount=type=cache,target=/var/cache/apt,sharing=locked --mount=type=cache,target=/var/lib/apt,sharing=locked \
    apt update && apt-get --no-install-recommends install -y gcc
RUN --mount=type=cache,target=/var/cache/apt/archives,sharing=locked --mount=type=cache,target=/var/lib/apt/lists,sharing=locked \
    apt-get update && apt-get install -y gcc
FROM python:3.13 AS py
ENV WHEELS=/pip-wheels PIP_CACHE_DIR=/var/pip
RUN --mount=type=cache,target=/root/.cache --mount=type=cache,target=/var/pip pip install -r requirements.txt
RUN --mount=type=cache,target=/pip-wheels --mount=type=cache,target=/var/pip pip wheel -w $WHEELS -r requirements.txt
ENV PIP_CACHE_DIR=
RUN --mount=type=cache,target=/pip-src --mount=type=cache,target=/root/.cache pip install --src /pip-src -e git+https://example.com/a#egg=a
RUN --mount=type=cache,target=/root/.cache/pipx --mount=type=cache,target=/root/.cache/huggingface pip install pipx
