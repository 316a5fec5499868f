FROM oven/bun:1
COPY package.json bun.lock ./
# want require-cache-mount: Bun's cache folder /root/\.bun/install/cache\.
RUN bun install --frozen-lockfile --no-cache
# want require-cache-mount: Bun's cache folder /root/\.bun/install/cache\.
RUN bun i --production && rm -rf ~/.bun/install/cache
# want require-cache-mount: Bun's cache folder /root/\.bun/install/cache\.
RUN bun add -g typescript && bun pm cache rm
# want require-cache-mount: Bun's cache folder /root/\.bun/install/cache\.
RUN bun ci
