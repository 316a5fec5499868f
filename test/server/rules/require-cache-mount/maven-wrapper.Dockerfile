FROM eclipse-temurin:21-jdk AS build
WORKDIR /src
COPY . .
# want require-cache-mount: /root/.m2/repository
RUN ./mvnw -q clean install -pl app -am

FROM eclipse-temurin:21-jre
COPY --from=build /src/app/target/app.jar /app.jar
