FROM node:24-slim
WORKDIR /app
COPY . .
# GET /healthz answers once the queue is connected
EXPOSE 3000
# want require-healthcheck: does not say how to ask
CMD ["node", "server.js"]
