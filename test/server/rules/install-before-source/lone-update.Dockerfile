FROM ubuntu:24.04
WORKDIR /app
COPY . .
RUN apt-get update
# want install-before-source: `apt-get install` again
RUN apt-get install -y openjdk-21-jdk
RUN ./gradlew bootJar

FROM ubuntu:24.04
WORKDIR /app
COPY . .
RUN apt-get update && apt-get upgrade -y
# want install-before-source: `apt-get install` again
RUN apt-get update && apt-get install -y openjdk-21-jdk
