FROM node:22
WORKDIR /app
COPY . .
RUN npm run build && next build
