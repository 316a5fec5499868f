FROM node:24-slim AS build
WORKDIR /src
COPY . .
RUN npm ci && npm run build

FROM node:24-slim
RUN apt-get update && apt-get install -y --no-install-recommends tini && rm -rf /var/lib/apt/lists/*
WORKDIR /app
# want prefer-copy-link: COPY --link
COPY --from=build /src/dist ./dist/
COPY --from=build /src/node_modules ./node_modules/
COPY --from=build /usr/local/bin/tool /usr/local/bin/tool
USER node
CMD ["node", "dist/main.js"]
