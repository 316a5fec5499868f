FROM node:22-slim
USER node
WORKDIR /home/node/app
COPY package*.json ./
# want cache-mount-target: npm caches in /home/node/\.npm, so the mount at /root/\.npm
RUN --mount=type=cache,target=/root/.npm npm ci
# want cache-mount-target: npm caches in /home/node/\.npm
RUN --mount=type=cache,uid=0,gid=0,target=/root/.npm,sharing=locked npm install -g serve
