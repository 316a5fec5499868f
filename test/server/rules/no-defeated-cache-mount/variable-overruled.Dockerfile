FROM python:3.12-slim
ENV PIP_NO_CACHE_DIR=1
RUN --mount=type=cache,target=/root/.cache/pip PIP_NO_CACHE_DIR= pip install a
RUN --mount=type=cache,target=/root/.cache/pip pip install --cache-dir /root/.cache/pip a
RUN pip install a
