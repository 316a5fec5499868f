FROM node:22-slim
# want require-cache-mount: npm's cache folder /root/\.npm\.
# want require-cache-mount (withheld): script of this RUN cannot be read
RUN npm ci; echo "never ends
