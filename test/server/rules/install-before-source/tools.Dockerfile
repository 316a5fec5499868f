FROM node:24-slim
WORKDIR /app
COPY . .
# want install-before-source: `npm install` again
RUN npm install -g pnpm@9
RUN pnpm install && pnpm build
