FROM node:22-slim
# want require-cache-mount: npm's cache folder /root/\.npm\.
RUN --mount=type=cache,target=/root/.npm \
    rm -rf node_modules && npm ci
