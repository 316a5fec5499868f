FROM registry.example.com/maven:1 AS build
WORKDIR /src
COPY pom.xml .
# want require-cache-mount: Maven's cache folder\.
# want require-cache-mount (withheld): may set a USER
RUN mvn dependency:go-offline
COPY src src
RUN mvn package

FROM eclipse-temurin:21-jre
COPY --from=build /src/target/app.jar /app.jar
