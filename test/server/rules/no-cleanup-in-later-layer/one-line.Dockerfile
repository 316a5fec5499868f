FROM node:24-slim
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev
EXPOSE 3000
# want no-cleanup-in-later-layer: /root/\.npm
RUN npm cache clean --force
COPY . .
