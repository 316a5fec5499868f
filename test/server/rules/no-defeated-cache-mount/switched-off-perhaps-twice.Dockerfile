FROM python:3.12
ENV PIP_NO_CACHE_DIR=1
# want no-defeated-cache-mount: PIP_NO_CACHE_DIR
RUN --mount=type=cache,target=/root/.cache/pip test -f x || export PIP_NO_CACHE_DIR=1 && pip install numpy
