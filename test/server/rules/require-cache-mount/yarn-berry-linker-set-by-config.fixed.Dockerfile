FROM node:22-slim
RUN corepack prepare yarn@4.5.0 --activate && yarn config set nodeLinker node-modules
# want require-cache-mount: Yarn's cache folder /root/\.yarn/berry/cache\.
RUN --mount=type=cache,target=/root/.yarn/berry/cache \
    yarn install
RUN yarn config set enableMirror false
# want require-cache-mount: Yarn's cache folder /root/\.yarn/berry/cache\.
# want require-cache-mount (withheld): `yarn config set enableMirror` decides whether the folder is filled
RUN yarn install
