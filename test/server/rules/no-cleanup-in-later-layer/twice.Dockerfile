FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y curl
RUN apt-get update && apt-get install -y git
# want no-cleanup-in-later-layer: lists
RUN rm -rf /var/lib/apt/lists/*
