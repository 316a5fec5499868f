FROM node:22-slim
WORKDIR /app
COPY package*.json ./
# want require-cache-mount: npm's cache folder /root/\.npm\.
RUN --mount=type=cache,target=/root/.npm \
    npm ci --omit=dev
