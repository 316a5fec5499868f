FROM node:22-slim
RUN --mount=type=cache,target=/root/.npm \
    npm ci \
    # smaller image
    # want no-defeated-cache-mount: `npm cache clean`
    && npm run build
