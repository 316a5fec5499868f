FROM python:3.12-slim AS base
WORKDIR /app
COPY pyproject.toml poetry.lock ./
RUN poetry install --no-root

FROM base
COPY . .
RUN poetry install --only-root
