# want pin-base-image: ^`node:latest` means whatever is newest
FROM node:latest AS build
FROM build
