FROM fedora:40 AS by-option
RUN --mount=type=cache,target=/var/cache/dnf,sharing=locked dnf install -y --setopt=keepcache=True gcc

FROM fedora:42 AS by-setting
RUN echo keepcache=1 >> /etc/dnf/dnf.conf
RUN --mount=type=cache,target=/var/cache/libdnf5,sharing=locked dnf install -y gcc

FROM fedora:42 AS by-file
COPY dnf.conf /etc/dnf/dnf.conf
RUN --mount=type=cache,target=/var/cache/libdnf5,sharing=locked dnf5 install -y gcc

# Below another root, the cache is there.
FROM fedora:40 AS other-root
RUN --mount=type=cache,target=/var/cache/dnf dnf --installroot /mnt install -y bash && dnf clean all

FROM registry.example.com/base:1 AS unknown
RUN --mount=type=cache,target=/var/cache/dnf dnf install -y gcc
RUN --mount=type=cache,target=/var/cache/yum microdnf install -y gcc
RUN --mount=type=cache,target=/var/cache/yum yum install -y gcc
