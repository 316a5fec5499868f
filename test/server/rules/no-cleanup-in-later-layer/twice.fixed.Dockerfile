FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y curl
RUN apt-get update && apt-get install -y git && rm -rf /var/lib/apt/lists/*
# want no-cleanup-in-later-layer: lists
