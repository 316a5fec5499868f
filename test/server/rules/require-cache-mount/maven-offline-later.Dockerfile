FROM maven:3.9-eclipse-temurin-21 AS build
WORKDIR /src
COPY pom.xml .
# want require-cache-mount: /root/.m2/repository
# want require-cache-mount (withheld): works offline
RUN mvn -B dependency:go-offline
COPY src src
RUN mvn -o -B package

FROM eclipse-temurin:21-jre
COPY --from=build /src/target/app.jar /app.jar
