FROM maven:3.9-eclipse-temurin-21 AS build
WORKDIR /src
COPY . .
# want require-cache-mount: /root/.m2/repository
RUN mvn package && rm -rf ~/.m2/repository

FROM eclipse-temurin:21-jre
COPY --from=build /src/target/app.jar /app.jar
