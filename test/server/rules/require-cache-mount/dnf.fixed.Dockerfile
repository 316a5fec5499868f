FROM rockylinux:9 AS dnf4
# want require-cache-mount: mount dnf's cache folder /var/cache/dnf
RUN --mount=type=cache,id=dnf-rockylinux-9,target=/var/cache/dnf,sharing=locked \
    dnf --setopt=keepcache=1 -y install gcc make && rm -rf /tmp/x

FROM fedora:42 AS dnf5
# want require-cache-mount: mount dnf 5's cache folder /var/cache/libdnf5
RUN --mount=type=cache,id=dnf5-fedora-42,target=/var/cache/libdnf5,sharing=locked \
    dnf --setopt=keepcache=1 install -y gcc

FROM fedora:40 AS before
# want require-cache-mount: mount dnf's cache folder /var/cache/dnf
RUN --mount=type=cache,id=dnf-fedora-40,target=/var/cache/dnf,sharing=locked \
    sudo dnf --setopt=keepcache=1 -y group install development-tools

FROM almalinux:9 AS other-name
# want require-cache-mount: mount yum's cache folder /var/cache/dnf
RUN --mount=type=cache,id=dnf-almalinux-9,target=/var/cache/dnf,sharing=locked \
    yum --setopt=keepcache=1 -y --setopt=tsflags=nodocs install gcc
