FROM eclipse-temurin:21-jdk AS build
RUN useradd -m -u 1001 dev
USER dev
WORKDIR /home/dev/src
COPY . .
# want require-cache-mount: /home/dev/.gradle/caches
# want require-cache-mount (withheld): also writes to /home/dev/.gradle
RUN ./gradlew build

FROM eclipse-temurin:21-jre
COPY --from=build /home/dev/src/build/libs/app.jar /app.jar
