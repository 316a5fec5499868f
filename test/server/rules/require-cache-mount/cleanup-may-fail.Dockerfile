FROM node:22-slim
# want require-cache-mount: npm's cache folder /root/\.npm\.
# want require-cache-mount (withheld): cannot be taken out|does not stand
RUN npm ci; npm cache clean --force || true; npm run build
