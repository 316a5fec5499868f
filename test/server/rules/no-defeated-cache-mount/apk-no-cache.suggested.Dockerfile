FROM alpine:3.20
RUN --mount=type=cache,target=/etc/apk/cache,sharing=locked \
    # want no-defeated-cache-mount: `--no-cache` makes apk ignore the cache mount at /etc/apk/cache
    apk add --update curl
RUN --mount=type=cache,target=/var/cache/apk,sharing=locked \
    # want no-defeated-cache-mount (withheld): `apk update` before it may be needed
    apk add curl
    # want no-defeated-cache-mount: `rm -rf /var/cache/apk/\*` empties the cache mount
# Not under a mount: as Alpine's images have it.
RUN apk add --no-cache git && rm -rf /var/cache/apk/*
