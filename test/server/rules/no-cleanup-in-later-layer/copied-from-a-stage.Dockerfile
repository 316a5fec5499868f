FROM node:24-slim AS build
WORKDIR /src
COPY . .
RUN npm ci && npm pack

FROM node:24-slim
WORKDIR /app
COPY --from=build /src/bundle.tar.gz .
# want no-cleanup-in-later-layer (withheld): --mount=type=bind,from=build
RUN tar xzf bundle.tar.gz && rm bundle.tar.gz
CMD ["node", "index.js"]
