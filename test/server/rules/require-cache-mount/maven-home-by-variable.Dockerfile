# The JVM takes the home from the account, so nobody can tell here where the repository is.
FROM maven:3.9-eclipse-temurin-21 AS build
WORKDIR /build/src
COPY . .
RUN HOME=/build mvn package

FROM eclipse-temurin:21-jre
COPY --from=build /build/src/target/app.jar /app.jar
