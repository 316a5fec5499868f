FROM gradle:8-jdk21 AS build
WORKDIR /src
COPY . .
RUN gradle --version && gradle --stop && echo gradle build && gradle-profiler build
RUN gradle build --offline
RUN gradle -g /cache build
RUN --mount=type=cache,target=/root/.gradle gradle build
RUN --mount=type=cache,target=/home/gradle/.gradle/caches ./gradlew build
