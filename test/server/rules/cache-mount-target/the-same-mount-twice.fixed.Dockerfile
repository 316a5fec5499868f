FROM node:22-alpine
WORKDIR /app
# want cache-mount-target: this one is at /app/~/\.npm
# want cache-mount-target: this one is at /app/~/\.npm
# want cache-mount-target (withheld): another mount of this RUN is at /root/\.npm already, or was meant to be
RUN --mount=type=cache,target=/root/.npm,sharing=locked --mount=type=cache,target=~/.npm,sharing=locked npm ci
