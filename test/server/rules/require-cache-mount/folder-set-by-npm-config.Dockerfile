FROM node:22-slim
RUN npm config set cache /opt/npm --global
# want require-cache-mount: cache folder\.
# want require-cache-mount (withheld): `npm config set cache` moves
RUN npm ci
