FROM eclipse-temurin:21-jdk AS build
RUN useradd -m -u 1001 dev
USER dev
WORKDIR /home/dev/src
COPY . .
# want require-cache-mount: /home/dev/.m2/repository
# want require-cache-mount (withheld): also writes to /home/dev/.m2
RUN ./mvnw package

FROM eclipse-temurin:21-jre
COPY --from=build /home/dev/src/target/app.jar /app.jar
