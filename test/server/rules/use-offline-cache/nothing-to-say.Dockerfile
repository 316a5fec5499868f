FROM node:24-slim
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
RUN --mount=type=cache,target=/root/.npm npm ci --prefer-offline
RUN --mount=type=cache,target=/root/.npm npm ci --prefer-online
RUN --mount=type=cache,target=/root/.npm npm install
RUN --mount=type=cache,target=/root/.npm npm install -g pnpm
RUN --mount=type=cache,target=/root/.npm npm_config_prefer_offline=true npm ci
RUN --mount=type=cache,target=/root/.npm npm ci --offline
RUN --mount=type=cache,target=/root/.npm npm ci && npm cache clean --force
RUN --mount=type=cache,target=/root/.cache npm ci
RUN --mount=type=cache,target=/root/.npm npm config set prefer-offline true && npm ci
