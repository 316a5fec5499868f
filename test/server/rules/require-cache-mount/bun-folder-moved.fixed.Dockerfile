FROM oven/bun:1
# want require-cache-mount: Bun's cache folder /opt/option\.
RUN --mount=type=cache,target=/opt/option \
    bun install --cache-dir=/opt/option
# want require-cache-mount: Bun's cache folder /opt/cache\.
RUN --mount=type=cache,target=/opt/cache \
    BUN_INSTALL_CACHE_DIR=/opt/cache bun install --cache-dir=/opt/option
# want require-cache-mount: Bun's cache folder /opt/xdg/\.bun/install/cache\.
RUN --mount=type=cache,target=/opt/xdg/.bun/install/cache \
    XDG_CACHE_HOME=/opt/xdg bun install
ENV BUN_INSTALL=/usr/local/bun
# want require-cache-mount: Bun's cache folder /usr/local/bun/install/cache\.
RUN --mount=type=cache,target=/usr/local/bun/install/cache \
    bun install
