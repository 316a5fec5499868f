FROM gradle:8-jdk21 AS build
USER gradle
WORKDIR /home/gradle/src
COPY --chown=gradle:gradle . .
# want require-cache-mount: /home/gradle/.gradle/caches
RUN --mount=type=cache,target=/home/gradle/.gradle/caches,uid=1000,gid=1000,sharing=locked \
    gradle dependencies
RUN --mount=type=cache,target=/home/gradle/.gradle/caches,uid=1000,gid=1000,sharing=locked \
    gradle build

FROM eclipse-temurin:21-jre
COPY --from=build /home/gradle/src/build/libs/app.jar /app.jar
