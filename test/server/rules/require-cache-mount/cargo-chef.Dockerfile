FROM rust:1.89 AS chef
WORKDIR /src
# want require-cache-mount: /usr/local/cargo/registry
RUN cargo install cargo-chef --locked

FROM chef AS plan
COPY . .
RUN cargo chef prepare --recipe-path recipe.json

FROM chef AS build
COPY --from=plan /src/recipe.json recipe.json
RUN cargo chef cook --release --recipe-path recipe.json
COPY . .
RUN cargo +nightly build --release

FROM debian:12-slim
COPY --from=build /src/target/release/app /usr/local/bin/app
