FROM oven/bun:1
# want require-cache-mount: Bun's cache folder /root/\.bun/install/cache\.
# want require-cache-mount (withheld): The backend `symlink` makes node_modules links into the cache, which break without the mount
RUN bun install --backend=symlink
