FROM node:22-slim
WORKDIR /home/node/app
USER node
COPY --chown=node:node package*.json ./
# want require-cache-mount: npm's cache folder /home/node/\.npm\.
RUN npm ci
