FROM python:3.12-slim
COPY --from=ghcr.io/astral-sh/uv:0.9 /uv /bin/uv
WORKDIR /app
COPY pyproject.toml uv.lock ./
# want require-cache-mount: uv's cache folder /root/\.cache/uv\.
RUN --mount=type=cache,target=/root/.cache/uv \
    UV_LINK_MODE=copy uv sync --frozen --no-install-project
# want require-cache-mount: uv's cache folder /root/\.cache/uv\.
RUN --mount=type=cache,target=/root/.cache/uv \
    UV_LINK_MODE=copy uv pip install --system -r requirements.txt
# want require-cache-mount: uv's cache folder /root/\.cache/uv\.
RUN --mount=type=cache,target=/root/.cache/uv \
    UV_LINK_MODE=copy uv pip sync requirements.txt
# want require-cache-mount: uv's cache folder /root/\.cache/uv\.
RUN --mount=type=cache,target=/root/.cache/uv \
    UV_LINK_MODE=copy uv add httpx
# want require-cache-mount: uv's cache folder /root/\.cache/uv\.
RUN --mount=type=cache,target=/root/.cache/uv \
    UV_LINK_MODE=copy uv tool install ruff
# want require-cache-mount: uv's cache folder /root/\.cache/uv\.
RUN --mount=type=cache,target=/root/.cache/uv \
    uv --directory /app sync --link-mode=copy
