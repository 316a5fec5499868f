FROM node:22-slim
WORKDIR /home/node/app
USER node
# want require-cache-mount: pnpm's cache folder /home/node/\.local/share/pnpm/store\.
# want require-cache-mount (withheld): Where it may not write beside the mount, pnpm keeps its store in the project: name the place with `--store-dir` first
RUN pnpm install
# want require-cache-mount: pnpm's cache folder /home/node/\.pnpm-store\.
RUN pnpm install --store-dir=/home/node/.pnpm-store
# want require-cache-mount: pnpm's cache folder /home/node/\.local/share/pnpm/store\.
# want require-cache-mount (withheld): Pnpm also writes to /home/node/\.local/share/pnpm, which nothing before this RUN makes and the mount would make for root
RUN pnpm add -g turbo --store-dir=/home/node/.local/share/pnpm/store
RUN mkdir -p /home/node/.local/share/pnpm
# want require-cache-mount: pnpm's cache folder /home/node/\.local/share/pnpm/store\.
RUN pnpm install --prod
