FROM rockylinux:9 AS dnf4
RUN --mount=type=cache,target=/var/cache/dnf,sharing=locked \
    # want no-defeated-cache-mount: mount at /var/cache/dnf keeps no packages, because .*keepcache.* add `--setopt=keepcache=1`
    dnf -y install gcc && \
    # want no-defeated-cache-mount: `dnf clean all` empties the cache mount at /var/cache/dnf
    dnf clean all

FROM fedora:41 AS dnf5
RUN --mount=type=cache,target=/var/cache/libdnf5,sharing=locked \
    # want no-defeated-cache-mount: mount at /var/cache/libdnf5 keeps no packages
    dnf install -y gcc

FROM almalinux:9 AS yum
RUN --mount=type=cache,target=/var/cache/dnf,sharing=locked \
    # want no-defeated-cache-mount: mount at /var/cache/dnf keeps no packages
    yum install -y gcc
