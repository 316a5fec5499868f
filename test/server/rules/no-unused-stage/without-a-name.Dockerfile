FROM node:24-slim AS build
WORKDIR /src
COPY . .
RUN npm ci && npm run build

# want no-unused-stage: has no name
FROM alpine:3.23
RUN apk add --no-cache curl
COPY --from=build /src/dist /dist

FROM nginx:1.28
COPY --from=build /src/dist /usr/share/nginx/html
