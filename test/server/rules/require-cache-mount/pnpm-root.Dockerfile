FROM node:22-slim
RUN corepack enable
WORKDIR /app
COPY package.json pnpm-lock.yaml ./
# want require-cache-mount: pnpm's cache folder /root/\.local/share/pnpm/store\.
RUN pnpm install --frozen-lockfile
# want require-cache-mount: pnpm's cache folder /root/\.local/share/pnpm/store\.
RUN pnpm i --prod && pnpm store prune
# want require-cache-mount: pnpm's cache folder /root/\.local/share/pnpm/store\.
RUN pnpm add -g turbo
# want require-cache-mount: pnpm's cache folder /root/\.local/share/pnpm/store\.
RUN pnpm --filter web... install && rm -rf "$(pnpm store path)"
# want require-cache-mount: pnpm's cache folder /root/\.local/share/pnpm/store\.
RUN pnpm dlx turbo prune web
# want require-cache-mount: pnpm's cache folder /root/\.local/share/pnpm/store\.
RUN corepack pnpm install
