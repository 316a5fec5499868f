FROM node:22-slim
USER node
WORKDIR /home/node/app
COPY package*.json ./
# want cache-mount-target: npm caches in /home/node/\.npm, so the mount at /root/\.npm
RUN --mount=type=cache,target=/home/node/.npm,uid=1000,gid=1000 npm ci
# want cache-mount-target: npm caches in /home/node/\.npm
RUN --mount=type=cache,uid=1000,gid=1000,target=/home/node/.npm,sharing=locked npm install -g serve
