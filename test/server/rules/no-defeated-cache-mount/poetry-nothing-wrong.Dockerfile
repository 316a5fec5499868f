FROM python:3.12-slim
ENV POETRY_VIRTUALENVS_CREATE=false
RUN --mount=type=cache,target=/root/.cache/pypoetry poetry install --no-cache && rm -rf /tmp/*
