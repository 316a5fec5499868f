FROM node:24-slim
WORKDIR /app
# want install-before-source: `npm install` again
RUN npm install -g pnpm@9
COPY . .
RUN pnpm install && pnpm build
