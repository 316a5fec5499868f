FROM python:3.12-slim
ENV UV_NO_CACHE=1
# want require-cache-mount (withheld): UV_NO_CACHE switches the cache off for the whole stage
RUN --mount=type=cache,target=/root/.cache/uv \
    UV_LINK_MODE=copy UV_NO_CACHE=false uv sync --locked
# want require-cache-mount: uv's cache folder /root/\.cache/uv\.
RUN --mount=type=cache,target=/root/.cache/uv \
    UV_LINK_MODE=copy UV_NO_CACHE=0 uv sync --locked
