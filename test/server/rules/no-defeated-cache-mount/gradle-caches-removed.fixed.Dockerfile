FROM eclipse-temurin:21-jdk AS build
WORKDIR /src
COPY . .
# want no-defeated-cache-mount: empties the cache mount at /root/.gradle
RUN --mount=type=cache,target=/root/.gradle ./gradlew build
