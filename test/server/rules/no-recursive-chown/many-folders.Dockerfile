# syntax=docker/dockerfile:1
FROM node:24-slim AS build
WORKDIR /src
COPY . .
RUN npm ci

FROM node:24-slim
WORKDIR /app
COPY --from=build /src/node_modules/pg ./node_modules/pg
COPY --from=build /src/node_modules/zod ./node_modules/zod
COPY --from=build /src/node_modules/pino ./node_modules/pino
# want no-recursive-chown: /app/node_modules/pg
RUN chmod -R 755 \
  ./node_modules/pg \
  ./node_modules/zod \
  ./node_modules/pino
COPY --from=build /src/dist ./dist
COPY --from=build /src/views ./views
# want no-recursive-chown: /app/dist
RUN mkdir -p logs && chown -R node:node dist logs views
USER node
