FROM python:3.12
ENV PIP_NO_CACHE_DIR=1
# Without this assignment, the variable above would switch the cache off.
# want no-defeated-cache-mount: PIP_NO_CACHE_DIR
RUN --mount=type=cache,target=/root/.cache/pip PIP_NO_CACHE_DIR=yes pip install numpy
