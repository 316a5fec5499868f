FROM maven:3-eclipse-temurin-21
WORKDIR /app
COPY . .
RUN mvn -B dependency:resolve package
