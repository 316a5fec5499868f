FROM maven:3.9-eclipse-temurin-21 AS build
WORKDIR /app
COPY settings.xml /root/.m2/settings.xml
COPY pom.xml .
# want cache-mount-target: hides what COPY put into /root/\.m2
# want cache-mount-target (withheld): the commands then see the files
RUN --mount=type=cache,target=/root/.m2,sharing=locked mvn -B package
FROM maven:3.9-eclipse-temurin-21 AS right
COPY settings.xml /root/.m2/settings.xml
RUN --mount=type=cache,target=/root/.m2/repository,sharing=locked mvn -B package
RUN --mount=type=cache,target=/root/.m2 --mount=type=secret,id=maven,target=/root/.m2/settings.xml mvn -B package
FROM node:22-slim
COPY seed/ /app/cache/
# want cache-mount-target: hides what COPY put into /app/cache
# want cache-mount-target (withheld): nothing tells whether
RUN --mount=type=cache,target=/app/cache node warm.js
COPY late /app/data
FROM node:22-slim
RUN --mount=type=cache,target=/app/data node warm.js
COPY late /app/data
