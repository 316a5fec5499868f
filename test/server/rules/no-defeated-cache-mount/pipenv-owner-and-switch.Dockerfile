FROM python:3.12-slim
# want no-defeated-cache-mount: PIP_NO_CACHE_DIR switches the cache of Pipenv off whatever its value
RUN --mount=type=cache,target=/root/.cache/pipenv PIP_NO_CACHE_DIR=0 pipenv install --system
RUN useradd -m -u 1000 app
USER app
# want no-defeated-cache-mount: The cache mount at /home/app/\.cache/pipenv belongs to another user than Pipenv runs as
RUN --mount=type=cache,target=/home/app/.cache/pipenv pipenv install
