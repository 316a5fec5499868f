FROM python:3.12-slim
# want require-cache-mount (withheld): the package lists are then no longer in the image
RUN --mount=type=cache,target=/root/.cache/pip \
    apt-get update && apt-get install -y \
        gcc \
        git \
    # want require-cache-mount: pip's cache folder /root/\.cache/pip\.
    && pip install a
