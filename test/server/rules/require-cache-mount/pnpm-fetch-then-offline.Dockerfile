FROM node:22-slim
COPY pnpm-lock.yaml ./
# want require-cache-mount: pnpm's cache folder /root/\.local/share/pnpm/store\.
# want require-cache-mount (withheld): A later RUN installs from /root/\.local/share/pnpm/store without network
RUN pnpm fetch
COPY . ./
RUN pnpm install -r --offline
