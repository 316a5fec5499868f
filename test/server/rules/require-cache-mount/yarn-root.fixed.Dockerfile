FROM node:22-slim
WORKDIR /app
COPY package.json yarn.lock ./
# want require-cache-mount: Yarn's cache folder /usr/local/share/\.cache/yarn\.
RUN --mount=type=cache,target=/usr/local/share/.cache/yarn,sharing=locked \
    yarn install --frozen-lockfile
# want require-cache-mount: Yarn's cache folder /usr/local/share/\.cache/yarn\.
RUN --mount=type=cache,target=/usr/local/share/.cache/yarn,sharing=locked \
    yarn --production
# want require-cache-mount: Yarn's cache folder /usr/local/share/\.cache/yarn\.
RUN --mount=type=cache,target=/usr/local/share/.cache/yarn,sharing=locked \
    yarn --frozen-lockfile --cwd web
# want require-cache-mount: Yarn's cache folder /usr/local/share/\.cache/yarn\.
RUN --mount=type=cache,target=/usr/local/share/.cache/yarn,sharing=locked \
    yarn global add serve
