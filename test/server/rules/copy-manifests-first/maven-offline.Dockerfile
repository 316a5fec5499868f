FROM maven:3-eclipse-temurin-21
WORKDIR /app
# want copy-manifests-first: `mvn dependency:go-offline` again
# want copy-manifests-first (withheld): pom.xml of every module
COPY . .
RUN mvn -B dependency:go-offline
RUN mvn -B package
