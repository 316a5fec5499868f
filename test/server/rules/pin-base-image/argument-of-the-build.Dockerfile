ARG BASE_IMAGE=acme/app-base
ARG TAG=latest
FROM ${BASE_IMAGE} AS a
FROM ghcr.io/acme/app:${TAG}
COPY --from=a /a /a
