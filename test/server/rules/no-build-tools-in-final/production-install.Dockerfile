FROM node:24-slim
COPY . .
RUN npm ci && npm run build && npm prune --omit=dev
EXPOSE 3000
CMD ["node", "dist/server.js"]
