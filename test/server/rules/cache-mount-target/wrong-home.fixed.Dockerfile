FROM python:3.12-slim
# want cache-mount-target: pip caches in /root/\.cache/pip, so the mount at /home/app/\.cache/pip stays empty
RUN --mount=type=cache,target=/root/.cache/pip pip install a
# want cache-mount-target: pip caches in /root/\.cache/pip
RUN --mount=type=cache,sharing=locked,target=/root/.cache/pip \
    pip install b
