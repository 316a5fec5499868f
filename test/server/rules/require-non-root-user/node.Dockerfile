FROM node:24-alpine
WORKDIR /app
COPY . .
RUN npm ci --omit=dev

EXPOSE 3000

# want require-non-root-user: no USER is set
CMD ["node", "server.js"]
