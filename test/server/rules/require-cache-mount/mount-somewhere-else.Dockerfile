FROM python:3.12-slim
# Moving these mounts is what helps: cache-mount-target does.
RUN --mount=type=cache,target=/home/app/.cache/pip pip install a
RUN --mount=type=cache,target=~/.cache/pip pip install a
FROM node:22-slim
RUN --mount=type=cache,target=/root/.npm/_cacache npm ci
FROM python:3.12-slim
# want require-cache-mount: pip's cache folder /root/\.cache/pip\.
# want require-cache-mount (withheld): change its target
RUN --mount=type=cache,target=/opt/data pip install a
