FROM node:24-slim
WORKDIR /app
COPY . .
RUN npm install -g pnpm@10 && pip install awscli
