FROM node:24-slim
WORKDIR /app
COPY . .
RUN yarn add express
