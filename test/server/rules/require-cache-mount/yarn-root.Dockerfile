FROM node:22-slim
WORKDIR /app
COPY package.json yarn.lock ./
# want require-cache-mount: Yarn's cache folder /usr/local/share/\.cache/yarn\.
RUN yarn install --frozen-lockfile
# want require-cache-mount: Yarn's cache folder /usr/local/share/\.cache/yarn\.
RUN yarn --production && yarn cache clean
# want require-cache-mount: Yarn's cache folder /usr/local/share/\.cache/yarn\.
RUN yarn --frozen-lockfile --cwd web && rm -rf "$(yarn cache dir)"
# want require-cache-mount: Yarn's cache folder /usr/local/share/\.cache/yarn\.
RUN yarn global add serve
