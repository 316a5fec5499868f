FROM node:22-slim
# want require-cache-mount: Yarn's cache folder /opt/option\.
RUN --mount=type=cache,target=/opt/option,sharing=locked \
    yarn --frozen-lockfile --cache-folder /opt/option
# want require-cache-mount: Yarn's cache folder /opt/variable\.
RUN --mount=type=cache,target=/opt/variable,sharing=locked \
    YARN_CACHE_FOLDER=/opt/variable XDG_CACHE_HOME=/opt/xdg yarn --frozen-lockfile
# want require-cache-mount: Yarn's cache folder /opt/xdg/yarn\.
RUN --mount=type=cache,target=/opt/xdg/yarn,sharing=locked \
    XDG_CACHE_HOME=/opt/xdg yarn --frozen-lockfile
