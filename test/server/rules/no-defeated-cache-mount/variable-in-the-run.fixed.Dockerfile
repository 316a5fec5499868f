FROM python:3.12-slim
# want no-defeated-cache-mount: PIP_NO_CACHE_DIR switches the cache of pip off whatever its value
RUN --mount=type=cache,target=/root/.cache/pip pip install a
# want no-defeated-cache-mount: PIP_NO_CACHE_DIR
RUN --mount=type=cache,target=/root/.cache/pip pip install a
# want no-defeated-cache-mount: PIP_NO_CACHE_DIR
RUN --mount=type=cache,target=/root/.cache/pip export A=1 && pip install a
RUN --mount=type=cache,target=/root/.cache/pip PIP_NO_CACHE_DIR= pip install a
RUN --mount=type=cache,target=/root/.cache/pip PIP_NO_CACHE_DIR=1; pip install a
