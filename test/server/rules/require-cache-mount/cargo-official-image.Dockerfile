FROM rust:1.89 AS build
WORKDIR /src
COPY . .
# want require-cache-mount: /usr/local/cargo/registry
RUN cargo build --release --locked

FROM debian:12-slim
COPY --from=build /src/target/release/app /usr/local/bin/app
