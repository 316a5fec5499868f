FROM python:3.12-slim
USER 1000:1000
ENV POETRY_VIRTUALENVS_CREATE=false POETRY_CACHE_DIR=/tmp/poetry
# want require-cache-mount: Poetry's cache folder /tmp/poetry/cache\.
RUN --mount=type=cache,target=/tmp/poetry/cache,uid=1000,gid=1000,sharing=locked \
    --mount=type=cache,target=/tmp/poetry/artifacts,uid=1000,gid=1000,sharing=locked \
    poetry install
USER nobody
# want require-cache-mount: Poetry's cache folder /tmp/poetry/cache\.
RUN --mount=type=cache,target=/tmp/poetry/cache,uid=65534,gid=65534,sharing=locked \
    --mount=type=cache,target=/tmp/poetry/artifacts,uid=65534,gid=65534,sharing=locked \
    poetry install
