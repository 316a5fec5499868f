FROM maven:3.9-eclipse-temurin-21 AS build
WORKDIR /src
COPY . .
# want no-defeated-cache-mount: empties the cache mount at /root/.m2/repository
RUN --mount=type=cache,target=/root/.m2/repository,sharing=locked mvn -B package
