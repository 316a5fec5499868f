FROM python:3.12-slim
RUN useradd -m -u 1000 app
USER app
WORKDIR /home/app/src
# want require-cache-mount: Poetry's cache folder /home/app/\.cache/pypoetry/cache\.
RUN --mount=type=cache,target=/home/app/.cache/pypoetry/cache,uid=1000,gid=1000,sharing=locked \
    --mount=type=cache,target=/home/app/.cache/pypoetry/artifacts,uid=1000,gid=1000,sharing=locked \
    POETRY_VIRTUALENVS_IN_PROJECT=true poetry install
RUN poetry config virtualenvs.create false
# want require-cache-mount: Poetry's cache folder /home/app/\.cache/pypoetry/cache\.
RUN --mount=type=cache,target=/home/app/.cache/pypoetry/cache,uid=1000,gid=1000,sharing=locked \
    --mount=type=cache,target=/home/app/.cache/pypoetry/artifacts,uid=1000,gid=1000,sharing=locked \
    poetry install --only main
