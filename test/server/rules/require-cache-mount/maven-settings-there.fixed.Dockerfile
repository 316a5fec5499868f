FROM maven:3.9-eclipse-temurin-21 AS build
COPY settings.xml /root/.m2/settings.xml
WORKDIR /src
COPY . .
# want require-cache-mount: /root/.m2/repository
RUN --mount=type=cache,target=/root/.m2/repository,sharing=locked \
    mvn package

FROM eclipse-temurin:21-jre
COPY --from=build /src/target/app.jar /app.jar
