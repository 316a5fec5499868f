FROM rust:1.89 AS build
WORKDIR /src
COPY Cargo.toml Cargo.lock ./
# want require-cache-mount: /usr/local/cargo/registry
# want require-cache-mount (withheld): works offline
RUN mkdir src && touch src/lib.rs && cargo fetch
COPY . .
RUN cargo build --release --offline

FROM debian:12-slim
COPY --from=build /src/target/release/app /usr/local/bin/app
