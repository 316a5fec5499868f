# want pin-base-image: ^`node:latest` means whatever is newest
FROM node:26 AS build
FROM build
