FROM python:3.12-slim
# want no-defeated-cache-mount: `poetry cache clear` empties the cache mount at /root/\.cache/pypoetry/cache in every build
RUN --mount=type=cache,target=/root/.cache/pypoetry/cache --mount=type=cache,target=/root/.cache/pypoetry/artifacts poetry install && poetry cache clear --all pypi
# want no-defeated-cache-mount: `rm -rf /root/\.cache/pypoetry/artifacts` empties the cache mount at /root/\.cache/pypoetry/artifacts in every build
RUN --mount=type=cache,target=/root/.cache/pypoetry/artifacts --mount=type=cache,target=/root/.cache/pypoetry/cache poetry install && rm -rf /root/.cache/pypoetry/artifacts
ENV POETRY_CACHE_DIR=/tmp/poetry_cache
# want no-defeated-cache-mount: `rm -rf \$POETRY_CACHE_DIR` empties the cache mount at /tmp/poetry_cache in every build
# want no-defeated-cache-mount (withheld): `rm -rf \$POETRY_CACHE_DIR` would fail on the mount, and removes more than the cache
RUN --mount=type=cache,target=/tmp/poetry_cache poetry install && rm -rf $POETRY_CACHE_DIR
