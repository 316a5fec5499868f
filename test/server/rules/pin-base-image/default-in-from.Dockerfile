# want pin-base-image: ^`node:latest`
FROM node:${TAG:-latest}
