FROM python:3.12-slim
ENV UV_LINK_MODE=copy
RUN --mount=type=cache,target=/root/.cache/uv uv sync --frozen
RUN --mount=type=cache,target=/root/.cache/uv uv sync && uvx ruff check --no-cache && uv run pytest -n 2 && uv cache clean ruff && uv cache prune
