# syntax=docker/dockerfile:1
FROM python:3.12-slim AS build
RUN --mount=type=cache,target=/var/cache/apt,sharing=locked --mount=type=cache,target=/var/lib/apt,sharing=locked \
    apt-get update && apt-get install -y gcc
RUN --mount=type=cache,target=/root/.cache/pip pip install a
FROM python:3.12-slim-bookworm
RUN --mount=type=cache,target=/var/cache/apt,sharing=locked --mount=type=cache,target=/var/lib/apt,sharing=locked \
    apt-get update && apt-get install -y curl
RUN --mount=type=cache,target=/root/.cache/pip pip install a
FROM registry.example.com/base
RUN --mount=type=cache,target=/var/cache/apt,sharing=locked apt-get update && apt-get install -y curl
RUN --mount=type=cache,target=/root/.cache/pip pip install a
FROM ubuntu:24.04
RUN --mount=type=cache,id=apt-noble,target=/var/cache/apt,sharing=locked apt-get update && apt-get install -y curl
FROM alpine:3.22
RUN --mount=type=cache,target=/etc/apk/cache apk add git
FROM node:22-alpine
RUN --mount=type=cache,target=/root/.npm npm ci
FROM node:22
RUN --mount=type=cache,target=/root/.npm npm ci
