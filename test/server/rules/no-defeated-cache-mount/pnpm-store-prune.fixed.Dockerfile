FROM node:22-slim
ENV PNPM_HOME=/pnpm
# want no-defeated-cache-mount: `pnpm store prune` empties the cache mount at /pnpm/store in every build
RUN --mount=type=cache,id=pnpm,target=/pnpm/store pnpm install --frozen-lockfile
# want no-defeated-cache-mount: `rm -rf /pnpm/store` empties the cache mount at /pnpm/store in every build
RUN --mount=type=cache,id=pnpm,target=/pnpm/store pnpm install
RUN --mount=type=cache,id=pnpm,target=/pnpm/store pnpm install && pnpm prune --prod
