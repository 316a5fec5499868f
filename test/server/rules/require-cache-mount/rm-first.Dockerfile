FROM node:22-slim
# want require-cache-mount: npm's cache folder /root/\.npm\.
RUN rm -rf node_modules ~/.npm && npm ci
