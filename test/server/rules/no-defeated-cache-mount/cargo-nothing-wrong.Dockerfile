FROM rust:1.89 AS build
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/usr/local/cargo/registry cargo build --release && cargo clean && rm -rf /usr/local/cargo/bin/x
