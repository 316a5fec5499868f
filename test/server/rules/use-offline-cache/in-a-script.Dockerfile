FROM node:24-slim
WORKDIR /app
COPY . .
RUN --mount=type=cache,target=/root/.npm \
    set -e; \
# want use-offline-cache: --prefer-offline
    cd web && npm ci \
      --ignore-scripts
# want use-offline-cache (withheld): cannot be edited
RUN --mount=type=cache,target=/root/.npm ["npm", "ci"]
