FROM node:22-slim
# want require-cache-mount: Yarn's cache folder /opt/option\.
RUN yarn --frozen-lockfile --cache-folder /opt/option
# want require-cache-mount: Yarn's cache folder /opt/variable\.
RUN YARN_CACHE_FOLDER=/opt/variable XDG_CACHE_HOME=/opt/xdg yarn --frozen-lockfile
# want require-cache-mount: Yarn's cache folder /opt/xdg/yarn\.
RUN XDG_CACHE_HOME=/opt/xdg yarn --frozen-lockfile
