FROM gradle:8-jdk21 AS build
WORKDIR /src
COPY build.gradle settings.gradle ./
# want require-cache-mount: /home/gradle/.gradle/caches
# want require-cache-mount (withheld): works offline
RUN gradle dependencies
COPY . .
RUN gradle build --offline

FROM eclipse-temurin:21-jre
COPY --from=build /src/build/libs/app.jar /app.jar
