FROM node:24-alpine AS base
WORKDIR /app
COPY package.json package-lock.json ./

FROM base AS builder
# everything that the build needs
# want no-build-tools-in-final: development dependencies
RUN --mount=type=cache,target=/root/.npm npm ci --no-audit
COPY . .
ENV BUILD_TARGET=server
RUN npm run build

FROM base AS production
RUN --mount=type=cache,target=/root/.npm npm ci --omit=dev --no-audit
COPY . .
ENV BUILD_TARGET=server
COPY --from=builder /app/dist /app/dist
EXPOSE 3000
USER node
CMD ["node", "dist/server.js"]
