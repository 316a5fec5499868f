FROM python:3.12-slim
ENV PIP_NO_CACHE_DIR=1
# want require-cache-mount: pip's cache folder /root/\.cache/pip\.
# want require-cache-mount (withheld): PIP_NO_CACHE_DIR switches the cache off for the whole stage
RUN --mount=type=cache,target=/root/.cache/pip \
    PIP_NO_CACHE_DIR= pip install -r requirements.txt
