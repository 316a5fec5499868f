FROM node:22-slim
COPY package.json yarn.lock ./
RUN --mount=type=cache,target=/root/.yarn/berry/cache yarn install
RUN --mount=type=cache,target=/root/.cache/yarn yarn install
RUN --mount=type=cache,target=/app/.yarn/cache yarn install --immutable
RUN --mount=type=cache,target=/cache YARN_CACHE_FOLDER=/cache yarn install --immutable
