FROM node:22-slim
ENV YARN_NODE_LINKER=node-modules
RUN yarn set version stable
# want require-cache-mount: Yarn's cache folder /root/\.yarn/berry/cache\.
RUN yarn install
# want require-cache-mount: Yarn's cache folder /opt/yarn/cache\.
RUN YARN_GLOBAL_FOLDER=/opt/yarn yarn install
# want require-cache-mount: Yarn's cache folder /opt/data/yarn/berry/cache\.
RUN XDG_DATA_HOME=/opt/data yarn workspaces focus --production
