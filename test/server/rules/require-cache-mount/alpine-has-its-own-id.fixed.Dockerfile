FROM python:3.12-alpine
# want require-cache-mount: pip's cache folder /root/\.cache/pip\.
RUN --mount=type=cache,id=pip-musl,target=/root/.cache/pip \
    pip install -r requirements.txt
FROM node:22-alpine
# want require-cache-mount: npm's cache folder /root/\.npm\.
RUN --mount=type=cache,target=/root/.npm \
    npm ci
