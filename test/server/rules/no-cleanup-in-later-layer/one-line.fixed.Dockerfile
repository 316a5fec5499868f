FROM node:24-slim
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev && npm cache clean --force
EXPOSE 3000
# want no-cleanup-in-later-layer: /root/\.npm
COPY . .
