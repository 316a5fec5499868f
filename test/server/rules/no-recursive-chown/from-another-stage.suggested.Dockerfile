FROM node:24-slim AS build
WORKDIR /src
COPY . .
RUN chown -R node:node /src && npm ci && npm run build

FROM node:24-slim
WORKDIR /app
COPY --chown=node:node --from=build /src/dist ./dist/
# want no-recursive-chown: /app
RUN chown node:node /app
