FROM node:24-slim
ENV NODE_ENV=production
COPY . .
RUN npm ci
RUN npm run build
EXPOSE 3000
CMD ["node", "dist/server.js"]
