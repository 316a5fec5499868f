FROM python:3.12-slim
ENV UV_LINK_MODE=copy
# want no-defeated-cache-mount: `--no-cache` makes uv ignore the cache mount at /root/\.cache/uv
RUN --mount=type=cache,target=/root/.cache/uv uv sync --frozen
# want no-defeated-cache-mount: `-n` makes uv ignore the cache mount at /root/\.cache/uv
RUN --mount=type=cache,target=/root/.cache/uv uv pip install --system a
# want no-defeated-cache-mount: `uv cache clean` empties the cache mount at /root/\.cache/uv in every build
RUN --mount=type=cache,target=/root/.cache/uv uv sync
# want no-defeated-cache-mount: `rm -rf /root/\.cache/uv` empties the cache mount at /root/\.cache/uv in every build
RUN --mount=type=cache,target=/root/.cache/uv uv sync
