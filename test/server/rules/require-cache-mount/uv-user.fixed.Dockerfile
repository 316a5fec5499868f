FROM python:3.12-slim
RUN useradd -m -u 1000 app
USER app
WORKDIR /home/app/src
COPY --chown=app pyproject.toml uv.lock ./
# want require-cache-mount: uv's cache folder /home/app/\.cache/uv\.
RUN --mount=type=cache,target=/home/app/.cache/uv,uid=1000,gid=1000 \
    UV_LINK_MODE=copy uv sync --frozen
