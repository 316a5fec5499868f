FROM gradle:8-jdk21 AS build
WORKDIR /src
COPY . .
# want require-cache-mount: /home/gradle/.gradle/caches
RUN gradle build

FROM eclipse-temurin:21-jre
COPY --from=build /src/build/libs/app.jar /app.jar
