FROM python:3.12-slim
# want require-cache-mount: pip's cache folder /root/\.cache/pip\.
# want require-cache-mount: uv's cache folder /root/\.cache/uv\.
RUN --mount=type=cache,target=/root/.cache/pip \
    --mount=type=cache,target=/root/.cache/uv \
    pip install uv && UV_LINK_MODE=copy uv sync
# want require-cache-mount: uv's cache folder /root/\.cache/uv\.
RUN --mount=type=cache,target=/root/.cache/uv \
    UV_LINK_MODE=copy python -m uv sync
# want require-cache-mount: uv's cache folder /root/\.cache/uv\.
RUN --mount=type=cache,target=/root/.cache/uv ["uv", "sync"]
# want require-cache-mount: uv's cache folder /root/\.cache/uv\.
RUN --mount=type=cache,target=/root/.cache/uv \
    cd app; if true; then UV_LINK_MODE=copy UV_PYTHON=3.12 /usr/local/bin/uv sync; fi
# want require-cache-mount: uv's cache folder /root/\.cache/uv\.
RUN --mount=type=cache,target=/root/.cache/uv \
    sh -c "UV_LINK_MODE=copy uv sync"
RUN --mount=type=cache,target=/root/.cache/uv <<EOF
set -e
# want require-cache-mount: uv's cache folder /root/\.cache/uv\.
UV_LINK_MODE=copy uv sync
EOF
# want require-cache-mount: uv's cache folder /root/\.cache/uv\.
RUN --mount=type=cache,target=/root/.cache/uv \
    sudo uv sync
