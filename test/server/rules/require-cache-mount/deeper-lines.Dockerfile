FROM python:3.12-slim
RUN apt-get update && apt-get install -y \
        gcc \
        git \
    # want require-cache-mount: pip's cache folder /root/\.cache/pip\.
    && pip install --no-cache-dir a
