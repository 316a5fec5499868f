FROM python:3.12-slim
# want require-cache-mount: pip's cache folder /root/\.cache/pip\.
RUN --mount=type=cache,target=/root/.cache/pip \
    pip install a
# want require-cache-mount: pip's cache folder /root/\.cache/pip\.
RUN --mount=type=cache,target=/root/.cache/pip \
    PIP_ROOT_USER_ACTION=ignore pip install a
# want require-cache-mount: pip's cache folder /root/\.cache/pip\.
RUN --mount=type=cache,target=/root/.cache/pip \
    PIP_NO_CACHE_DIR= pip install a
