FROM ghcr.io/astral-sh/uv:python3.12-bookworm-slim
ENV UV_LINK_MODE=copy
# want require-cache-mount: uv's cache folder /root/\.cache/uv\.
RUN --mount=type=cache,target=/root/.cache/uv \
    uv sync --frozen
# want require-cache-mount: uv's cache folder /root/\.cache/uv\.
RUN --mount=type=cache,target=/root/.cache/uv \
    uv pip install --system httpx
# want require-cache-mount: uv's cache folder /root/\.cache/uv\.
RUN --mount=type=cache,target=/root/.cache/uv \
    uv pip install --system httpx
