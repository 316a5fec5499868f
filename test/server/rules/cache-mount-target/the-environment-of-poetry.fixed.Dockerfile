FROM python:3.12-slim AS build
RUN --mount=type=cache,target=/root/.cache/pip pip install poetry
WORKDIR /app
COPY pyproject.toml poetry.lock ./
# want cache-mount-target: so the virtual environment that poetry makes there never reaches the image: mount /root/\.cache/pypoetry/cache instead
RUN --mount=type=cache,target=/root/.cache/pypoetry/cache,sharing=locked --mount=type=cache,target=/root/.cache/pypoetry/artifacts,sharing=locked poetry install --no-root
COPY src src
CMD ["poetry", "run", "app"]
