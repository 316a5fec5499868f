FROM python:3.12-slim
WORKDIR /app
COPY pyproject.toml poetry.lock ./
# want require-cache-mount: Poetry's cache folder /root/\.cache/pypoetry/cache\.
RUN --mount=type=cache,target=/root/.cache/pypoetry/cache,sharing=locked \
    --mount=type=cache,target=/root/.cache/pypoetry/artifacts,sharing=locked \
    poetry install --no-root
# want require-cache-mount: Poetry's cache folder /root/\.cache/pypoetry/cache\.
RUN --mount=type=cache,target=/root/.cache/pypoetry/cache,sharing=locked \
    --mount=type=cache,target=/root/.cache/pypoetry/artifacts,sharing=locked \
    poetry install --no-cache
ENV XDG_CACHE_HOME=/opt/cache
# want require-cache-mount: Poetry's cache folder /opt/cache/pypoetry/cache\.
RUN --mount=type=cache,target=/opt/cache/pypoetry/cache,sharing=locked \
    --mount=type=cache,target=/opt/cache/pypoetry/artifacts,sharing=locked \
    poetry add httpx
