FROM python:3.12-slim
# want require-cache-mount: pip's cache folder /root/\.cache/pip\.
RUN --mount=type=cache,target=/root/.cache/pip \
    pip install a
# want require-cache-mount: pip's cache folder /root/\.cache/pip\.
RUN --mount=type=cache,target=/root/.cache/pip \
    pip install a && rm -rf /tmp/*
