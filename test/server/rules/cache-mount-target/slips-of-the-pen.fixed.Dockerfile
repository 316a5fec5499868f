FROM python:3.12-slim
# want cache-mount-target: pip caches in /root/\.cache/pip, so the mount at /root/\.cache/pips
RUN --mount=type=cache,target=/root/.cache/pip pip install a
# want cache-mount-target: the mount at /root/\.chache/pip
RUN --mount=type=cache,target=/root/.cache/pip pip install a
# want cache-mount-target: the mount at /root/\.cache/ppi
RUN --mount=type=cache,target=/root/.cache/pip,sharing=locked pip install a
