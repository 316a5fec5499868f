FROM python:3.12-slim AS base
WORKDIR /app
COPY pyproject.toml uv.lock ./
RUN uv sync --locked --no-install-project

FROM base AS app
COPY . .
RUN uv sync --locked
