FROM python:3.12-alpine
ENV UV_LINK_MODE=copy
# want require-cache-mount: uv's cache folder /root/\.cache/uv\.
RUN --mount=type=cache,id=uv-musl,target=/root/.cache/uv \
    uv sync
