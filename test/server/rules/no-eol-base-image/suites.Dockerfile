# want no-eol-base-image: `buster` in this tag is Debian 10 \(buster\), .* since 2024-06, .*: move to a tag with a newer release
FROM python:3.12-slim-buster
RUN apt-get update && apt-get install -y libpq-dev curl
RUN pip install -r requirements.txt
# want no-eol-base-image: `bullseye` in this tag is Debian 11 \(bullseye\)
FROM node:24-bullseye-slim AS web
# want no-eol-base-image: `3\.16` in this tag is Alpine Linux 3\.16
FROM eclipse-temurin:17-jre-alpine-3.16
