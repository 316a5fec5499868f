FROM oven/bun:1
COPY package.json bun.lock ./
# want require-cache-mount: Bun's cache folder /root/\.bun/install/cache\.
RUN --mount=type=cache,target=/root/.bun/install/cache \
    bun install --frozen-lockfile --no-cache
# want require-cache-mount: Bun's cache folder /root/\.bun/install/cache\.
RUN --mount=type=cache,target=/root/.bun/install/cache \
    bun i --production
# want require-cache-mount: Bun's cache folder /root/\.bun/install/cache\.
RUN --mount=type=cache,target=/root/.bun/install/cache \
    bun add -g typescript
# want require-cache-mount: Bun's cache folder /root/\.bun/install/cache\.
RUN --mount=type=cache,target=/root/.bun/install/cache \
    bun ci
