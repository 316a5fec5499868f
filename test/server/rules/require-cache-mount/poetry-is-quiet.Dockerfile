FROM python:3.12-slim
ENV POETRY_CACHE_DIR=/tmp/poetry_cache
RUN --mount=type=cache,target=$POETRY_CACHE_DIR poetry install --no-root
RUN --mount=type=cache,target=/tmp/poetry_cache poetry install
RUN poetry --version && poetry build && poetry run pytest && poetry install --dry-run && poetry config --list && poetry export -o requirements.txt
RUN poetry-core --help; echo poetry install
