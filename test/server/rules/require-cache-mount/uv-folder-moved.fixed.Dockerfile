FROM python:3.12-slim
ENV UV_LINK_MODE=copy UV_CACHE_DIR=/opt/uv-cache
# want require-cache-mount: uv's cache folder /opt/uv-cache\.
RUN --mount=type=cache,target=/opt/uv-cache \
    uv sync
# want require-cache-mount: uv's cache folder /opt/other\.
RUN --mount=type=cache,target=/opt/other \
    uv --cache-dir=/opt/other sync
# want require-cache-mount: uv's cache folder /opt/xdg/uv\.
RUN --mount=type=cache,target=/opt/xdg/uv \
    UV_CACHE_DIR= XDG_CACHE_HOME=/opt/xdg uv sync
