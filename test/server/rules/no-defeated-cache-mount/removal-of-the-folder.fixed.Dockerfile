FROM python:3.12-slim
# want no-defeated-cache-mount: `rm -rf /root/\.cache/pip` empties
RUN --mount=type=cache,target=/root/.cache/pip pip install a
# want no-defeated-cache-mount: `rm -rf ~/\.cache/pip/\*` empties
RUN --mount=type=cache,target=/root/.cache/pip pip install a && rm -rf /tmp/*
# want no-defeated-cache-mount: `pip cache purge`
RUN --mount=type=cache,target=/root/.cache/pip pip install a
RUN --mount=type=cache,target=/root/.cache/pip pip install a && rm -rf /tmp/* /root/.cache/other
