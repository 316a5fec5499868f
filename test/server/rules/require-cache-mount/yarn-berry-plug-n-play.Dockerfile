FROM node:22-slim
COPY package.json yarn.lock .yarnrc.yml ./
COPY .yarn .yarn
# want require-cache-mount: Yarn's cache folder /root/\.yarn/berry/cache\.
# want require-cache-mount (withheld): nodeLinker cannot be told, and with Plug'n'Play the program reads its packages from the cache folder when it runs
RUN yarn install --immutable
# want require-cache-mount: Yarn's cache folder /root/\.yarn/berry/cache\.
# want require-cache-mount (withheld): With Plug'n'Play the program reads its packages from the cache folder when it runs, and a mount is not there then
RUN YARN_NODE_LINKER=pnp yarn install --immutable
# want require-cache-mount: Yarn's cache folder /root/\.yarn/berry/cache\.
# want require-cache-mount (withheld): `yarn cache clean` would empty the mount in every build
RUN YARN_NODE_LINKER=node-modules yarn install --immutable && yarn cache clean --all
