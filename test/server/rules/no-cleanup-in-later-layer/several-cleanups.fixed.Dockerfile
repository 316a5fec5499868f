FROM debian:bookworm-slim
RUN apt-get update -y && apt-get install -y zip unzip git && rm -rf /var/lib/apt/lists/* /tmp/* ~/.cache/pip
RUN apt-get clean
# want no-cleanup-in-later-layer: lists
