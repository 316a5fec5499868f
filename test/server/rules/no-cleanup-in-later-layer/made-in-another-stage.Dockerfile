FROM debian:bookworm-slim AS builder
RUN apt-get update && apt-get install -y gcc
RUN rm -rf /var/lib/apt/lists/*

FROM debian:bookworm-slim AS base
RUN apt-get update && apt-get install -y curl
FROM base
# want no-cleanup-in-later-layer (withheld): another stage
RUN rm -rf /var/lib/apt/lists/*
