FROM ubuntu:24.04
RUN apt-get update && apt-get install -y python3
RUN useradd app \
# want no-cleanup-in-later-layer (withheld): does other things
    && rm -rf /var/lib/apt/lists/*
