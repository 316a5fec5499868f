FROM rust:1.89 AS build
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/src/target cargo build --release && cp target/release/server /server
RUN cargo install ripgrep && cargo fmt && cargo clean && echo cargo build
