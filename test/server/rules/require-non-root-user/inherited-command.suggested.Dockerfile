FROM node:24-slim AS base
WORKDIR /app
CMD ["node", "server.js"]

# want require-non-root-user: no USER is set
FROM base AS production
COPY . .
RUN npm ci --omit=dev
EXPOSE 3000
USER node
