FROM node:22-alpine
# want require-cache-mount: pnpm's cache folder /root/\.local/share/pnpm/store\.
RUN pnpm install
