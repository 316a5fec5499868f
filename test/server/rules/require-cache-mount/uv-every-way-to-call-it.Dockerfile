FROM python:3.12-slim
# want require-cache-mount: pip's cache folder /root/\.cache/pip\.
# want require-cache-mount: uv's cache folder /root/\.cache/uv\.
RUN pip install uv && uv sync
# want require-cache-mount: uv's cache folder /root/\.cache/uv\.
RUN python -m uv sync
# want require-cache-mount: uv's cache folder /root/\.cache/uv\.
RUN ["uv", "sync"]
# want require-cache-mount: uv's cache folder /root/\.cache/uv\.
RUN cd app; if true; then UV_PYTHON=3.12 /usr/local/bin/uv sync; fi
# want require-cache-mount: uv's cache folder /root/\.cache/uv\.
RUN sh -c "uv sync"
RUN <<EOF
set -e
# want require-cache-mount: uv's cache folder /root/\.cache/uv\.
uv sync
EOF
# want require-cache-mount: uv's cache folder /root/\.cache/uv\.
RUN sudo uv sync
