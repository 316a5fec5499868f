FROM python:3.12-slim
WORKDIR /app
COPY pyproject.toml poetry.lock poetry.toml ./
RUN --mount=type=cache,target=/root/.cache/pypoetry,sharing=locked poetry install --no-root
