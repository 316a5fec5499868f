FROM node:22-slim
VOLUME /root/.npm
# want require-cache-mount: npm's cache folder /root/\.npm\.
# want require-cache-mount (withheld): VOLUME lies over
RUN npm ci
