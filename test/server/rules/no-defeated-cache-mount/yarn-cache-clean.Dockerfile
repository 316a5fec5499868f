FROM node:22-slim
# want no-defeated-cache-mount: `yarn cache clean` empties the cache mount at /usr/local/share/\.cache/yarn in every build
RUN --mount=type=cache,target=/usr/local/share/.cache/yarn yarn install --frozen-lockfile && yarn cache clean
# want no-defeated-cache-mount: `rm -rf /usr/local/share/\.cache/yarn/\*` empties the cache mount at /usr/local/share/\.cache/yarn in every build
RUN --mount=type=cache,target=/usr/local/share/.cache/yarn yarn install --frozen-lockfile && rm -rf /usr/local/share/.cache/yarn/*
RUN --mount=type=cache,target=/usr/local/share/.cache/yarn yarn install --frozen-lockfile && yarn cache clean left-pad
