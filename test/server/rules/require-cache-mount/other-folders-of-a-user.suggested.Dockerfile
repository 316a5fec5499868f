FROM node:22-slim
ENV npm_config_cache=/srv/data/npm
USER node
# want require-cache-mount: /srv/data/npm\.
# want require-cache-mount (withheld): may write to /srv/data
RUN --mount=type=cache,target=/srv/data/npm,uid=1000,gid=1000 \
    npm ci && node setup.js
