FROM node:22-slim
WORKDIR /home/node/app
USER node
# want require-cache-mount: Yarn's cache folder /home/node/\.cache/yarn\.
RUN yarn install --frozen-lockfile
