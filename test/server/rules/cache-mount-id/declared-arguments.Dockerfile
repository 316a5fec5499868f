ARG TARGETARCH
FROM debian:trixie-slim AS base
ARG TARGETARCH
ARG FLAVOUR
ENV SUITE=trixie
RUN --mount=type=cache,id=apt-$SUITE-$TARGETARCH-$FLAVOUR,target=/var/cache/apt,sharing=locked apt-get update
FROM base
RUN --mount=type=cache,id=apt-$SUITE-$TARGETARCH,target=/var/cache/apt,sharing=locked apt-get update
RUN --mount=type=cache,id=apt-${TARGETVARIANT:-none},target=/var/cache/apt,sharing=locked apt-get update
RUN --mount=type=cache,id=apt-$ELSEWHERE,target=/var/cache/apt,sharing=locked apt-get update
RUN --mount=type=secret,id=token-$TARGETOS,target=/token cat /token
ONBUILD RUN --mount=type=cache,id=apt-$TARGETOS,target=/var/cache/apt,sharing=locked apt-get update
