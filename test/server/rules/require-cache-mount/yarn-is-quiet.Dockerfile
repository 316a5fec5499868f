FROM node:22-slim
RUN --mount=type=cache,target=/usr/local/share/.cache/yarn yarn --frozen-lockfile
RUN --mount=type=cache,target=/usr/local/share/.cache yarn --production
RUN yarn build && yarn run start && yarn --version && yarn install --offline && yarn test && yarn cache dir
RUN yarn-deduplicate yarn.lock; echo yarn install
