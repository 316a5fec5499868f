FROM node:24-slim
ENV NPM_CONFIG_PREFER_OFFLINE=true
WORKDIR /app
COPY package.json package-lock.json ./
RUN --mount=type=cache,target=/root/.npm npm ci
