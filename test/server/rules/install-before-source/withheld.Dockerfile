FROM ubuntu:24.04 AS chmod
WORKDIR /app
COPY . .
RUN chmod +x gradlew
# want install-before-source: `apt-get install` again
# want install-before-source (withheld): line 4 in between may need the source
RUN apt-get update && apt-get install -y openjdk-21-jdk
RUN ./gradlew bootJar

FROM node:24-alpine AS copy
WORKDIR /app
COPY . .
COPY package.json /app/package.json
# want install-before-source: `apk add` again
# want install-before-source (withheld): COPY between .* may bring some of the same files
RUN apk add --no-cache git
RUN npm install

FROM python:3.12-slim AS venv
ENV PATH=/app/.venv/bin:$PATH
WORKDIR /app
COPY . .
# want install-before-source: `pip install` again
# want install-before-source (withheld): PATH makes the install write into /app
RUN pip install poetry
RUN poetry build

FROM debian:13 AS account
COPY . /home/app
# want install-before-source: `apt-get install` again
# want install-before-source (withheld): makes an account
RUN apt-get update && apt-get install -y curl && useradd -m app

FROM debian:13 AS moved
COPY . app
WORKDIR /srv
# want install-before-source: `apt-get install` again
# want install-before-source (withheld): WORKDIR between
RUN apt-get update && apt-get install -y curl

FROM debian:13 AS variable-home
ENV APP_HOME=/app
COPY . /app
RUN useradd -d $APP_HOME app
# want install-before-source: `apt-get install` again
# want install-before-source (withheld): may need the source
RUN apt-get update && apt-get install -y curl

FROM debian:13 AS pattern
COPY . /opt/app
RUN rm -rf /opt/ap*/cache
# want install-before-source: `apt-get install` again
# want install-before-source (withheld): may need the source
RUN apt-get update && apt-get install -y curl

FROM debian:13 AS volume
COPY . /data
VOLUME /data
# want install-before-source: `apt-get install` again
# want install-before-source (withheld): VOLUME between
RUN apt-get update && apt-get install -y curl
