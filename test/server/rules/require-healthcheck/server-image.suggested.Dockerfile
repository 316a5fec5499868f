FROM node:24-slim AS build
COPY . .
RUN npm ci && npm run build

# want require-healthcheck: does not say how to ask
FROM nginx:1.28-alpine
COPY --from=build /dist /usr/share/nginx/html
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
    CMD ["wget", "-q", "-O", "/dev/null", "http://127.0.0.1/"]
