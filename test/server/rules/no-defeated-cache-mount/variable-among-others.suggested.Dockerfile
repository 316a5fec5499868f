FROM python:3.12-slim
ENV PYTHONUNBUFFERED=1 \
    # want no-defeated-cache-mount: PIP_NO_CACHE_DIR
    PIP_NO_CACHE_DIR=off \
    # for logs
    PYTHONDONTWRITEBYTECODE=1
RUN --mount=type=cache,target=/root/.cache/pip PIP_NO_CACHE_DIR= pip install a
