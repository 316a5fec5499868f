FROM node:22-slim
ENV YARN_NODE_LINKER=node-modules
RUN yarn set version stable
# want require-cache-mount (withheld): `yarn cache clean` would empty the mount in every build
RUN yarn install && yarn cache clean
