FROM ghcr.io/astral-sh/uv:python3.12-bookworm-slim
ENV UV_LINK_MODE=copy
# want require-cache-mount: uv's cache folder /root/\.cache/uv\.
RUN uv sync --no-cache --frozen
# want require-cache-mount: uv's cache folder /root/\.cache/uv\.
RUN uv pip install -n --system httpx && uv cache clean
# want require-cache-mount: uv's cache folder /root/\.cache/uv\.
RUN uv pip install --no-cache-dir --system httpx && rm -rf /root/.cache/uv
