FROM ubuntu:24.04
RUN apt-get update
RUN apt-get install -y --no-install-recommends curl
# want no-cleanup-in-later-layer (withheld): one RUN update
RUN rm -rf /var/lib/apt/lists/*
