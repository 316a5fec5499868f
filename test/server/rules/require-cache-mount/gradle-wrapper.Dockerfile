FROM eclipse-temurin:21-jdk AS build
WORKDIR /src
COPY . .
# want require-cache-mount: mount Gradle's cache folder /root/.gradle/caches
RUN ./gradlew --no-daemon :app:bootJar -x test

FROM eclipse-temurin:21-jre
COPY --from=build /src/app/build/libs/app.jar /app.jar
