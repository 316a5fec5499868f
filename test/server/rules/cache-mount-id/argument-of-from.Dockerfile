ARG NODE=22
ARG SUITE=bookworm
FROM node:${NODE}-${SUITE}-slim AS build
# want cache-mount-id: SUITE is declared for FROM only
# want cache-mount-id (withheld): see SUITE as well
RUN --mount=type=cache,id=npm-$SUITE,target=/root/.npm npm ci && npm run build
FROM registry.example.com/${NODE}
RUN --mount=type=cache,id=npm-$NODE,target=/root/.npm npm ci
