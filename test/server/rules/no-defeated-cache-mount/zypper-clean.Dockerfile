FROM registry.suse.com/bci/bci-base:15.6
RUN --mount=type=cache,target=/var/cache/zypp,sharing=locked \
    zypper --non-interactive install git && \
    # want no-defeated-cache-mount: `zypper clean` empties the cache mount at /var/cache/zypp
    zypper clean -a
