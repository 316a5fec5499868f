FROM python:3.12-slim
USER 1000:1000
ENV POETRY_VIRTUALENVS_CREATE=false POETRY_CACHE_DIR=/tmp/poetry
# want require-cache-mount: Poetry's cache folder /tmp/poetry/cache\.
RUN poetry install
USER nobody
# want require-cache-mount: Poetry's cache folder /tmp/poetry/cache\.
RUN poetry install
