FROM gradle:8-jdk21 AS build
USER gradle
WORKDIR /home/gradle/src
COPY --chown=gradle:gradle . .
# want require-cache-mount: /home/gradle/.gradle/caches
RUN gradle dependencies
RUN gradle build

FROM eclipse-temurin:21-jre
COPY --from=build /home/gradle/src/build/libs/app.jar /app.jar
