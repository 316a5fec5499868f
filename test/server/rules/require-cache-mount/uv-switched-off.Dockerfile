FROM python:3.12-slim
ENV UV_NO_CACHE=1
# want require-cache-mount (withheld): UV_NO_CACHE switches the cache off for the whole stage
RUN uv sync --locked
# want require-cache-mount: uv's cache folder /root/\.cache/uv\.
RUN UV_NO_CACHE=0 uv sync --locked
