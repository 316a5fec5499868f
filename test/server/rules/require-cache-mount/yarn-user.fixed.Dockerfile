FROM node:22-slim
WORKDIR /home/node/app
USER node
# want require-cache-mount: Yarn's cache folder /home/node/\.cache/yarn\.
RUN --mount=type=cache,target=/home/node/.cache/yarn,uid=1000,gid=1000,sharing=locked \
    yarn install --frozen-lockfile
