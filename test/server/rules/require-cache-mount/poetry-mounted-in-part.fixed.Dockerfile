FROM python:3.12-slim
RUN --mount=type=cache,target=/root/.cache/pypoetry/cache/ \
    --mount=type=cache,target=/root/.cache/pypoetry/artifacts,sharing=locked \
# want require-cache-mount: Poetry's cache folder /root/\.cache/pypoetry/artifacts\.
    poetry install --no-root
# want require-cache-mount: pip's cache folder /root/\.cache/pip\.
# want require-cache-mount: Poetry's cache folder /root/\.cache/pypoetry/cache\.
RUN --mount=type=cache,target=/root/.cache/pip \
    --mount=type=cache,target=/root/.cache/pypoetry/cache,sharing=locked \
    --mount=type=cache,target=/root/.cache/pypoetry/artifacts,sharing=locked \
    pip install poetry==2.1.3 && poetry install
