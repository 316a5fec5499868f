FROM python:3.12-slim AS base
# want no-defeated-cache-mount: PIP_NO_CACHE_DIR
# want no-defeated-cache-mount (withheld): on purpose
ENV PYTHONUNBUFFERED=1 PIP_NO_CACHE_DIR=1
FROM base
RUN --mount=type=cache,target=/root/.cache/pip pip install a
