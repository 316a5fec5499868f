FROM python:3.12-slim
# want cache-mount-target: pip caches in /root/\.cache/pip, so the mount at /pip-cache
# want cache-mount-target (withheld): may be meant for something else
RUN --mount=type=cache,target=/pip-cache pip install a
# want cache-mount-target: the mount at /cache
RUN --mount=type=cache,id=pip,target=/cache pip install a
