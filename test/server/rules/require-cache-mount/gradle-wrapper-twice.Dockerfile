FROM eclipse-temurin:21-jdk AS build
WORKDIR /src
COPY gradlew settings.gradle build.gradle ./
COPY gradle gradle
# want require-cache-mount: /root/.gradle/caches
RUN ./gradlew dependencies
COPY . .
RUN ./gradlew assemble

FROM eclipse-temurin:21-jre
COPY --from=build /src/build/libs/app.jar /app.jar
