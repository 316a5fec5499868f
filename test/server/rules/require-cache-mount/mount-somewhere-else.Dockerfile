FROM python:3.12-slim
# want require-cache-mount: pip's cache folder /root/\.cache/pip\.
# want require-cache-mount (withheld): cache mount at /home/app/\.cache/pip is already there, but pip caches in /root/\.cache/pip
RUN --mount=type=cache,target=/home/app/.cache/pip pip install a
# want require-cache-mount: pip's cache folder /root/\.cache/pip\.
# want require-cache-mount (withheld): change its target
RUN --mount=type=cache,target=~/.cache/pip pip install a
