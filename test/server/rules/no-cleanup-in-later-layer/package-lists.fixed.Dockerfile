FROM debian:bookworm-slim
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
      curl \
      git \
      && apt-get clean && rm -rf /var/lib/apt/lists/* /tmp/*
# want no-cleanup-in-later-layer: makes the image no smaller: what .*apt.* put into /var/lib/apt/lists
CMD ["git"]
