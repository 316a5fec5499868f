FROM maven:3.9-eclipse-temurin-21 AS build
RUN useradd -m -u 1001 dev
USER dev
WORKDIR /home/dev/src
COPY . .
# want require-cache-mount: /home/dev/.m2/repository
RUN mvn package

FROM eclipse-temurin:21-jre
COPY --from=build /home/dev/src/target/app.jar /app.jar
