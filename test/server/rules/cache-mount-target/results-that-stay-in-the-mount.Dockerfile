FROM rust:1.90 AS build
WORKDIR /src
COPY . .
RUN apt-get update && apt-get install -y cmake && rm -rf /var/lib/apt/lists/*
RUN cargo fetch --locked
# want cache-mount-target: /src/target/release/app lies in this mount and never reaches the image, so COPY does not find it
# want cache-mount-target (withheld): for a person to decide
RUN --mount=type=cache,target=/src/target,sharing=locked --mount=type=cache,target=/usr/local/cargo/registry,sharing=locked \
    --mount=type=cache,target=/usr/local/cargo/git/db,sharing=locked cargo build --release
FROM node:22-slim AS web
WORKDIR /web
COPY package.json .
# want cache-mount-target: /web/dist/index\.html lies in this mount and never reaches the image, so `cp` does not find it
RUN --mount=type=cache,target=dist npm run build
RUN cp dist/index.html /srv/
FROM golang:1.25 AS go
WORKDIR /go/src/app
# want cache-mount-target: /go/src/app/bin/app lies in this mount .* so ENTRYPOINT does not find it
RUN --mount=type=cache,target=/go/src/app/bin go build -mod=vendor -o bin/app
ENTRYPOINT ["./bin/app"]
FROM maven:3.9-eclipse-temurin-21 AS java
WORKDIR /app
COPY . .
# want cache-mount-target: /app/target lies in this mount and never reaches the image, so COPY does not find it
RUN --mount=type=cache,target=/root/.m2,sharing=locked --mount=type=cache,target=/app/target mvn -B package
FROM debian:trixie-slim
COPY --from=java /app/target/*.jar /app/
COPY --from=build /src/target/release/app /usr/local/bin/
