FROM python:3.12
ENV PIP_NO_CACHE_DIR=1
# Without this assignment, the variable above would switch the cache off.
# want require-cache-mount: mount pip's cache folder
RUN --mount=type=cache,target=/root/.cache/pip \
    PIP_NO_CACHE_DIR= python -m pip install numpy
# want require-cache-mount: mount pip's cache folder
RUN --mount=type=cache,target=/root/.cache/pip \
    export PIP_NO_CACHE_DIR= && pip install scipy
