FROM node:24-slim
RUN apt-get update && apt-get install -y --no-install-recommends git make
COPY . .
EXPOSE 3000
CMD ["node", "server.js"]
