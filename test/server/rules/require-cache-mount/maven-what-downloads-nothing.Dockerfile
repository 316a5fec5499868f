FROM maven:3.9-eclipse-temurin-21 AS build
WORKDIR /src
COPY . .
RUN mvn -v && mvn --version && which mvn && echo mvn package && mvnd-helper package
RUN mvn -o package
RUN mvn -Dmaven.repo.local=/m2 package
RUN MAVEN_OPTS="-Xmx1g -Dmaven.repo.local=/m2" mvn package
RUN --mount=type=cache,target=/root/.m2 mvn package
RUN --mount=type=cache,target=/root/.m2/repository,sharing=locked ./mvnw package
