FROM node:22-slim
# want require-cache-mount: npm's cache folder /root/\.npm\.
# want require-cache-mount (withheld): later RUN installs from /root/\.npm without network
RUN npm ci
RUN npm ci --offline --omit=dev
