FROM node:22-slim
# want no-defeated-cache-mount: `npm cache clean` empties the cache mount at /root/\.npm
RUN --mount=type=cache,target=/root/.npm npm ci
RUN --mount=type=cache,target=/root/.npm npm ci && npm cache verify
RUN npm ci && npm cache clean --force
