FROM node:24-slim
WORKDIR /app
COPY package.json package-lock.json ./
# want use-offline-cache: --prefer-offline
RUN --mount=type=cache,target=/root/.npm npm ci --prefer-offline --omit=dev
# want use-offline-cache: asks the registry again
RUN --mount=type=cache,target=/root/.npm npm --loglevel warn clean-install --prefer-offline
