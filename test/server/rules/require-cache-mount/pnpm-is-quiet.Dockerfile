FROM node:22-slim
ENV PNPM_HOME="/pnpm"
RUN --mount=type=cache,id=pnpm,target=/pnpm/store pnpm install --frozen-lockfile
RUN --mount=type=cache,target=/pnpm pnpm install
RUN pnpm run build && pnpm build && pnpm exec tsc && pnpm --version && pnpm prune --prod && pnpm install --lockfile-only && pnpm test install
RUN pnpx a; echo pnpm install
