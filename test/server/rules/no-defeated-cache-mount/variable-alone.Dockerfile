FROM python:3.12-slim
# want no-defeated-cache-mount: PIP_NO_CACHE_DIR
# want no-defeated-cache-mount (withheld): on purpose
ENV PIP_NO_CACHE_DIR=0
RUN --mount=type=cache,target=/root/.cache/pip pip install a
RUN --mount=type=cache,target=/root/.cache/pip pip install b
