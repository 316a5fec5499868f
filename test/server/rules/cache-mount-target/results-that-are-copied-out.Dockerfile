FROM rust:1.90 AS build
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/src/target cargo build --release && cp target/release/app /app
FROM rust:1.90 AS second
WORKDIR /src
RUN --mount=type=cache,target=/src/target cargo build --release
RUN --mount=type=cache,target=/src/target cp target/release/app /app
FROM rust:1.90 AS twice
WORKDIR /src
RUN cargo build --release
RUN --mount=type=cache,target=/src/target cargo build --release
FROM rust:1.90 AS script
WORKDIR /src
RUN --mount=type=cache,target=/src/target cargo build --release
RUN ./build.sh
FROM rust:1.90 AS brought
WORKDIR /src
COPY --from=twice /src /src
RUN --mount=type=cache,target=/src/target cargo test
FROM node:22 AS part
WORKDIR /web
RUN --mount=type=cache,target=/web/node_modules/.cache npm run build
RUN --mount=type=cache,target=/out,from=twice true
FROM node:22 AS installed
WORKDIR /web
RUN --mount=type=cache,target=/root/.npm npm ci
RUN --mount=type=cache,target=node_modules npm run build
FROM debian:trixie-slim
COPY --from=installed /web/node_modules /srv/node_modules
COPY --from=build /app /usr/local/bin/
COPY --from=second /app /usr/local/bin/second
COPY --from=twice /src/target/release/app /usr/local/bin/twice
COPY --from=script /src/target/release/app /usr/local/bin/script
COPY --from=brought /src/target/release/app /usr/local/bin/brought
COPY --from=part /web/node_modules /web/node_modules
COPY --from=part /out/x /x
