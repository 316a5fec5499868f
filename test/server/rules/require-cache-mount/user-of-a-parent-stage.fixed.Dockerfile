FROM python:3.12-slim AS base
RUN groupadd -g 2000 app && useradd -m -u 2000 -g app app
ENV XDG_CACHE_HOME=/var/tmp/cache
USER app
FROM base AS build
# want require-cache-mount: pip's cache folder /var/tmp/cache/pip\.
RUN --mount=type=cache,target=/var/tmp/cache/pip,uid=2000,gid=2000 \
    pip install --user build
