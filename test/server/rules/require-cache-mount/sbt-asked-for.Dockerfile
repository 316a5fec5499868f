FROM eclipse-temurin:21-jdk AS build
WORKDIR /src
COPY . .
# want require-cache-mount: /root/.cache/coursier
# want require-cache-mount (withheld): no single cache folder
RUN sbt assembly

FROM eclipse-temurin:21-jre
COPY --from=build /src/target/app.jar /app.jar
