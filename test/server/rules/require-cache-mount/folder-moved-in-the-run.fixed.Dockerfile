FROM python:3.12-slim
# want require-cache-mount: /opt/a\.
RUN --mount=type=cache,target=/opt/a \
    export PIP_CACHE_DIR=/opt/a && pip install a
# want require-cache-mount: /opt/b/pip\.
RUN --mount=type=cache,target=/opt/b/pip \
    XDG_CACHE_HOME=/opt/b pip install a
# want require-cache-mount: /opt/c\.
RUN --mount=type=cache,target=/opt/c \
    pip install --cache-dir /opt/c a
# want require-cache-mount: /opt/npm\.
RUN --mount=type=cache,target=/opt/npm \
    npm ci --cache=/opt/npm
