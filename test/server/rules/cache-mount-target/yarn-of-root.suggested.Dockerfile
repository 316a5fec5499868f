FROM node:22-alpine
WORKDIR /app
COPY package.json yarn.lock ./
# want cache-mount-target: Yarn caches in /usr/local/share/\.cache/yarn, so the mount at /root/\.yarn
RUN --mount=type=cache,target=/usr/local/share/.cache/yarn,sharing=locked yarn install --frozen-lockfile
RUN --mount=type=cache,target=/root/.yarn YARN_CACHE_FOLDER=/root/.yarn yarn install --frozen-lockfile
