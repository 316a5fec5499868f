FROM eclipse-temurin:21-jdk AS build
ENV GRADLE_USER_HOME=/opt/gradle-home
WORKDIR /src
COPY . .
# want require-cache-mount: /opt/gradle-home/caches
RUN --mount=type=cache,target=/opt/gradle-home/caches,sharing=locked \
    --mount=type=cache,target=/opt/gradle-home/wrapper,sharing=locked \
    ./gradlew build

FROM eclipse-temurin:21-jre
COPY --from=build /src/build/libs/app.jar /app.jar
