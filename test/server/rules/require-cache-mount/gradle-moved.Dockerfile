FROM eclipse-temurin:21-jdk AS build
ENV GRADLE_USER_HOME=/opt/gradle-home
WORKDIR /src
COPY . .
# want require-cache-mount: /opt/gradle-home/caches
RUN ./gradlew build && rm -rf /opt/gradle-home/caches

FROM eclipse-temurin:21-jre
COPY --from=build /src/build/libs/app.jar /app.jar
