FROM node:22-bookworm-slim
WORKDIR /app
COPY . .
RUN npm ci --omit=dev && npm cache clean --force
ENV NODE_ENV=production
CMD ["node", "server.mjs"]
