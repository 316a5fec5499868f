FROM node:22-slim
RUN corepack enable
WORKDIR /app
COPY package.json pnpm-lock.yaml ./
# want require-cache-mount: pnpm's cache folder /root/\.local/share/pnpm/store\.
RUN --mount=type=cache,target=/root/.local/share/pnpm/store \
    pnpm install --frozen-lockfile
# want require-cache-mount: pnpm's cache folder /root/\.local/share/pnpm/store\.
RUN --mount=type=cache,target=/root/.local/share/pnpm/store \
    pnpm i --prod
# want require-cache-mount: pnpm's cache folder /root/\.local/share/pnpm/store\.
RUN --mount=type=cache,target=/root/.local/share/pnpm/store \
    pnpm add -g turbo
# want require-cache-mount: pnpm's cache folder /root/\.local/share/pnpm/store\.
RUN --mount=type=cache,target=/root/.local/share/pnpm/store \
    pnpm --filter web... install
# want require-cache-mount: pnpm's cache folder /root/\.local/share/pnpm/store\.
RUN --mount=type=cache,target=/root/.local/share/pnpm/store \
    pnpm dlx turbo prune web
# want require-cache-mount: pnpm's cache folder /root/\.local/share/pnpm/store\.
RUN --mount=type=cache,target=/root/.local/share/pnpm/store \
    corepack pnpm install
