FROM node:24 AS web
WORKDIR /web
COPY . .
RUN npm ci && npm run build
FROM nginx:1.29-alpine
COPY --from=web /web/dist /usr/share/nginx/html
