FROM eclipse-temurin:21-jdk AS build
WORKDIR /src
COPY . .
# want require-cache-mount: /root/.m2/repository
RUN --mount=type=cache,target=/root/.m2/repository,sharing=locked \
    --mount=type=cache,target=/root/.m2/wrapper,sharing=locked \
    ./mvnw -q clean install -pl app -am

FROM eclipse-temurin:21-jre
COPY --from=build /src/app/target/app.jar /app.jar
