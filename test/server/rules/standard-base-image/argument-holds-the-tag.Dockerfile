# want standard-base-image: Node\.js 18 has
ARG TAG="18.20.4-bookworm-slim"
FROM node:$TAG
