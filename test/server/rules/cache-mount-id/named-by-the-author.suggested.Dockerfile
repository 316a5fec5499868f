FROM fedora:42 AS a
ARG TARGETARCH
RUN --mount=type=cache,id=dnf-$TARGETARCH,target=/var/cache/libdnf5,sharing=locked dnf install -y gcc
FROM registry.access.redhat.com/ubi9/ubi AS b
ARG TARGETARCH
# want cache-mount-id: Fedora 42 and UBI 9
# want cache-mount-id (withheld): shared on purpose
RUN --mount=type=cache,id=dnf-$TARGETARCH-ubi-9,target=/var/cache/libdnf5,sharing=locked dnf install -y gcc
