FROM python:3.12-slim
COPY --from=ghcr.io/astral-sh/uv:0.9 /uv /bin/uv
WORKDIR /app
COPY pyproject.toml uv.lock ./
# want require-cache-mount: uv's cache folder /root/\.cache/uv\.
RUN uv sync --frozen --no-install-project
# want require-cache-mount: uv's cache folder /root/\.cache/uv\.
RUN uv pip install --system -r requirements.txt
# want require-cache-mount: uv's cache folder /root/\.cache/uv\.
RUN uv pip sync requirements.txt
# want require-cache-mount: uv's cache folder /root/\.cache/uv\.
RUN uv add httpx
# want require-cache-mount: uv's cache folder /root/\.cache/uv\.
RUN uv tool install ruff
# want require-cache-mount: uv's cache folder /root/\.cache/uv\.
RUN uv --directory /app sync --link-mode=copy
