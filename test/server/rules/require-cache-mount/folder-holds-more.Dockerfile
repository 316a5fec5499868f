FROM node:22-slim
# want require-cache-mount: /tmp\.
# want require-cache-mount (withheld): /tmp holds more than the cache
RUN npm ci --cache /tmp
