# syntax=docker/dockerfile:1
FROM ghcr.io/astral-sh/uv:python3.12-bookworm-slim
WORKDIR /app
ENV UV_COMPILE_BYTECODE=1
ENV UV_LINK_MODE=copy
ENV UV_TOOL_BIN_DIR=/usr/local/bin
RUN --mount=type=cache,target=/root/.cache/uv \
    --mount=type=bind,source=uv.lock,target=uv.lock \
    --mount=type=bind,source=pyproject.toml,target=pyproject.toml \
    uv sync --locked --no-install-project --no-dev
COPY . /app
RUN --mount=type=cache,target=/root/.cache/uv \
    uv sync --locked --no-dev
# None of these fills the cache, or not as far as the words tell.
RUN uv python install 3.12 && uv venv && uv --version && uv sync --offline && uv pip list
RUN uv run pytest -n 4 && uvx ruff check --no-cache . && uv run --with httpx python -n
RUN uv pip install --no-deps --no-build-isolation -e . && uv pip install /wheels/*.whl
RUN uvicorn --help; echo "uv sync"; ./uv-sync.sh
