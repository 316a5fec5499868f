FROM node:22-slim
ENV npm_config_cache=/srv/data/npm
USER node
# want require-cache-mount: /srv/data/npm\.
# want require-cache-mount (withheld): may write to /srv/data
RUN npm ci && node setup.js
