FROM node:22-slim
WORKDIR /app
COPY package*.json ./
# want require-cache-mount: npm's cache folder /root/\.npm\.
RUN npm ci --omit=dev && npm cache clean --force
