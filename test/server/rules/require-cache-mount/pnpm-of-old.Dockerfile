FROM node:16-slim
RUN corepack prepare pnpm@6.35.1 --activate
# want require-cache-mount: pnpm's cache folder /root/\.local/share/pnpm/store\.
# want require-cache-mount (withheld): This version of pnpm is older than 7, and keeps its store elsewhere
RUN pnpm install
