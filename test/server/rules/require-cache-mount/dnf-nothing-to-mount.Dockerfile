FROM fedora:42
RUN dnf makecache && dnf -C install -y gcc && dnf remove -y make && dnf download gcc && rpm -i a.rpm
RUN dnf install -y --installroot=/mnt bash
RUN --mount=type=cache,target=/var/cache/libdnf5,sharing=locked dnf install -y gcc

FROM registry.example.com/base:1
RUN --mount=type=cache,target=/var/cache/libdnf5,sharing=locked dnf install -y gcc
RUN --mount=type=cache,target=/var/cache,sharing=locked dnf install -y gcc

# Alpine's packages are small, and scanners ask for `--no-cache`.
FROM alpine:3.20
RUN apk add --no-cache git && apk update && apk upgrade
