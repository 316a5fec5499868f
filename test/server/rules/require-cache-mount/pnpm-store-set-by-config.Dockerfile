FROM node:22-slim
RUN pnpm config set store-dir /opt/store
# want require-cache-mount: pnpm's cache folder\.
# want require-cache-mount (withheld): `pnpm config set store-dir` moves the cache folder
RUN pnpm install
