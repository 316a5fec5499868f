FROM node:24-slim
EXPOSE 3000
ONBUILD COPY . /app
CMD ["node", "/app/server.js"]
