FROM debian:bookworm-slim AS lists-stay
# want require-cache-mount (withheld): the package lists are then no longer in the image
RUN apt-get update && apt-get install -y git

FROM debian:bookworm-slim AS one-mounted
# want require-cache-mount: mount apt's cache folder /var/lib/apt/lists
RUN --mount=type=cache,target=/var/cache/apt,sharing=locked apt-get update && apt-get install -y git && rm -rf /var/lib/apt/lists/*
