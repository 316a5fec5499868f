FROM sbtscala/scala-sbt:eclipse-temurin-21_1.11_3.7
WORKDIR /app
# want copy-manifests-first: `sbt update` again
# want copy-manifests-first (withheld): sbt compiles its build
COPY . .
RUN sbt update
