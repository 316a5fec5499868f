# syntax=docker.io/docker/dockerfile:1.7-labs
FROM python:3.12-slim
# want require-cache-mount: pip's cache folder /root/\.cache/pip\.
RUN --mount=type=cache,target=/root/.cache/pip \
    pip install a
