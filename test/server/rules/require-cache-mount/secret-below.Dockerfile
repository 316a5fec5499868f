FROM node:22-slim
# want require-cache-mount: npm's cache folder /root/\.npm\.
# want require-cache-mount (withheld): nother mount lies below
RUN --mount=type=secret,id=x,target=/root/.npm/x npm ci
