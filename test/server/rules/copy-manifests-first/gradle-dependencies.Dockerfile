FROM gradle:8-jdk21
WORKDIR /app
# want copy-manifests-first: `gradle dependencies` again
# want copy-manifests-first (withheld): build scripts
COPY . .
RUN gradle dependencies --no-daemon
