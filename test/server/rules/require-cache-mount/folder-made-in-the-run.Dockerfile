FROM node:22-slim
ENV npm_config_cache=/srv/data/npm
# want require-cache-mount: /srv/data/npm
# want require-cache-mount (withheld): `mkdir` works on /srv/data, which
RUN mkdir /srv/data && npm ci
FROM node:22-slim
ENV npm_config_cache=/srv/data/npm
# want require-cache-mount: /srv/data/npm
# want require-cache-mount (withheld): `chown` changes /srv/data, which
RUN npm ci && chown node /srv/data
