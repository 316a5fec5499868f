FROM node:22-slim
# want require-cache-mount: pnpm's cache folder /opt/store\.
RUN --mount=type=cache,target=/opt/store \
    pnpm install --store-dir /opt/store
# want require-cache-mount: pnpm's cache folder /opt/new\.
RUN --mount=type=cache,target=/opt/new \
    pnpm_config_store_dir=/opt/new PNPM_HOME=/pnpm pnpm install
# want require-cache-mount: pnpm's cache folder /opt/old\.
RUN --mount=type=cache,target=/opt/old \
    NPM_CONFIG_STORE_DIR=/opt/old PNPM_HOME=/pnpm pnpm install
# want require-cache-mount: pnpm's cache folder /opt/data/pnpm/store\.
RUN --mount=type=cache,target=/opt/data/pnpm/store \
    XDG_DATA_HOME=/opt/data pnpm install
ENV PNPM_HOME="/pnpm"
ENV PATH="$PNPM_HOME:$PATH"
# want require-cache-mount: pnpm's cache folder /pnpm/store\.
RUN --mount=type=cache,target=/pnpm/store \
    pnpm install
