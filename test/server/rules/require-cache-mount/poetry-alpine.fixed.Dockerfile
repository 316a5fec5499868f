FROM python:3.12-alpine
# want require-cache-mount: Poetry's cache folder /root/\.cache/pypoetry/cache\.
RUN --mount=type=cache,target=/root/.cache/pypoetry/cache,sharing=locked \
    --mount=type=cache,id=poetry-musl-artifacts,target=/root/.cache/pypoetry/artifacts,sharing=locked \
    poetry install
ENV POETRY_CACHE_DIR=/opt/poetry
# want require-cache-mount: Poetry's cache folder /opt/poetry/cache\.
RUN --mount=type=cache,target=/opt/poetry/cache,sharing=locked \
    --mount=type=cache,id=poetry-musl/opt/poetry/artifacts,target=/opt/poetry/artifacts,sharing=locked \
    poetry install
