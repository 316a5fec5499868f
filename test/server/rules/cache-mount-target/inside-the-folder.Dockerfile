FROM node:22-slim
RUN --mount=type=cache,target=/root/.npm/_cacache npm ci
USER node
WORKDIR /home/node/app
# want cache-mount-target: To mount /home/node/\.npm/_cacache, BuildKit makes /home/node/\.npm for root, and npm cannot write there as node
RUN --mount=type=cache,target=/home/node/.npm/_cacache,uid=1000,gid=1000 npm ci
