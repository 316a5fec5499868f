FROM debian:trixie-slim AS a
ARG TARGETARCH
# hadolint ignore=DL3008
# want cache-mount-id: TARGETARCH is empty here, so all platforms share the cache
RUN --mount=type=cache,id=apt-$TARGETARCH,target=/var/cache/apt,sharing=locked \
    --mount=type=cache,id=lists-${TARGETARCH},target=/var/lib/apt/lists,sharing=locked \
    apt-get update && apt-get install -y gcc
FROM debian:trixie-slim
ARG TARGETARCH
ARG TARGETVARIANT
# want cache-mount-id: TARGETARCH and TARGETVARIANT are empty here
RUN --mount=type=cache,id=apt-$TARGETARCH$TARGETVARIANT,target=/var/cache/apt,sharing=locked apt-get install -y git
FROM a AS b
RUN --mount=type=cache,id=apt-$TARGETARCH,target=/var/cache/apt,sharing=locked apt-get install -y git
FROM debian:trixie-slim
  ARG TARGETARCH
  RUN --mount=type=cache,id=apt-$TARGETARCH,target=/var/cache/apt,sharing=locked apt-get install -y git
  ARG TARGETVARIANT
  # want cache-mount-id: TARGETVARIANT is empty
  RUN --mount=type=cache,id=apt-$TARGETARCH-$TARGETVARIANT,target=/var/cache/apt,sharing=locked apt-get install -y git
