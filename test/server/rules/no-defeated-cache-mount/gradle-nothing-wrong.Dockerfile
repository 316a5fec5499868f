FROM eclipse-temurin:21-jdk AS build
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/root/.gradle/caches ./gradlew clean build --no-build-cache && rm -rf .gradle
