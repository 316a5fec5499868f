FROM python:3.12-slim
# want no-defeated-cache-mount: UV_NO_CACHE switches the cache of uv off, so
ENV UV_NO_CACHE=true
RUN --mount=type=cache,target=/root/.cache/uv uv sync --locked
FROM python:3.12-slim
ENV UV_NO_CACHE=0
RUN --mount=type=cache,target=/root/.cache/uv uv sync --locked
