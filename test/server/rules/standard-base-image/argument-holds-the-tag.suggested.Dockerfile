# want standard-base-image: Node\.js 18 has
ARG TAG="24-bookworm-slim"
FROM node:$TAG
