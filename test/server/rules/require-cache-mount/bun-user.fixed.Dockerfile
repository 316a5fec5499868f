FROM oven/bun:1
USER bun
# want require-cache-mount: Bun's cache folder /home/bun/\.bun/install/cache\.
RUN --mount=type=cache,target=/home/bun/.bun/install/cache,uid=1000,gid=1000 \
    bun install
# want require-cache-mount: Bun's cache folder /home/bun/\.bun/install/cache\.
# want require-cache-mount (withheld): Bun also writes to /home/bun/\.bun/install, which nothing before this RUN makes and the mount would make for root
RUN bun add -g typescript
