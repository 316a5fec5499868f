FROM maven:3.9-eclipse-temurin-21 AS build
WORKDIR /src
COPY pom.xml .
# want require-cache-mount: mount Maven's cache folder /root/.m2/repository
RUN --mount=type=cache,target=/root/.m2/repository,sharing=locked \
    mvn -B dependency:go-offline
COPY src src
RUN --mount=type=cache,target=/root/.m2/repository,sharing=locked \
    mvn -B -DskipTests package

FROM eclipse-temurin:21-jre
COPY --from=build /src/target/app.jar /app.jar
