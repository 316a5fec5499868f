# syntax=docker/dockerfile:1
FROM node:24-slim AS build
WORKDIR /src
COPY . .
RUN npm ci

FROM node:24-slim
WORKDIR /app
COPY --chmod=755 --from=build /src/node_modules/pg ./node_modules/pg
COPY --chmod=755 --from=build /src/node_modules/zod ./node_modules/zod
COPY --chmod=755 --from=build /src/node_modules/pino ./node_modules/pino
# want no-recursive-chown: /app/node_modules/pg
RUN chmod 755 \
  ./node_modules/pg \
  ./node_modules/zod \
  ./node_modules/pino
COPY --chown=node:node --from=build /src/dist ./dist
COPY --chown=node:node --from=build /src/views ./views
# want no-recursive-chown: /app/dist
RUN mkdir -p logs && chown node:node dist views && chown -R node:node logs
USER node
