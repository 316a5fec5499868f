FROM python:3.12-alpine
ENV UV_LINK_MODE=copy
# want require-cache-mount: uv's cache folder /root/\.cache/uv\.
RUN uv sync
