FROM node:22-slim
# want require-cache-mount: npm's cache folder /root/\.npm\.
# want require-cache-mount (withheld): does not stand on its own
RUN npm ci && if [ "$CI" ]; then npm cache clean --force; fi
