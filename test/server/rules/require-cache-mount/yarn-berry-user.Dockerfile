FROM node:22-slim
ENV YARN_NODE_LINKER=node-modules
WORKDIR /home/node/app
USER node
# want require-cache-mount: Yarn's cache folder /home/node/\.yarn/berry/cache\.
# want require-cache-mount (withheld): Yarn also writes to /home/node/\.yarn/berry, which nothing before this RUN makes and the mount would make for root
RUN yarn install --immutable
RUN mkdir -p ~/.yarn/berry
# want require-cache-mount: Yarn's cache folder /home/node/\.yarn/berry/cache\.
RUN yarn install --immutable
