FROM python:3.12-alpine
# want require-cache-mount: pip's cache folder /root/\.cache/pip\.
RUN --mount=type=cache,id=pip-musl,target=/root/.cache/pip \
    pip install -r requirements.txt
FROM node:22-alpine
# want require-cache-mount: npm's cache folder /root/\.npm\.
RUN --mount=type=cache,target=/root/.npm \
    npm ci
FROM python:3.12-alpine
RUN adduser -D -u 1001 app
USER app
# want require-cache-mount: pip's cache folder /home/app/\.cache/pip\.
RUN --mount=type=cache,id=pip-musl,target=/home/app/.cache/pip,uid=1001,gid=1001 \
    pip install --user a
USER root
ENV PIP_CACHE_DIR=/opt/pip-cache
# want require-cache-mount: pip's cache folder /opt/pip-cache\.
RUN --mount=type=cache,id=pip-musl/opt/pip-cache,target=/opt/pip-cache \
    pip install a
