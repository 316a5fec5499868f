FROM node:22-slim
# want require-cache-mount: npm's cache folder /root/\.npm\.
RUN --mount=type=cache,target=/root/.npm \
    npm ci
# want require-cache-mount: npm's cache folder /root/\.npm\.
RUN --mount=type=cache,target=/root/.npm \
    npm ci && rm -rf ~/.npm/_logs
# want require-cache-mount: npm's cache folder /root/\.npm\.
RUN --mount=type=cache,target=/root/.npm \
    npm ci && rm -rf ~/.npm/_logs
