FROM rust:1.89 AS build
COPY vendor vendor
COPY .cargo .cargo
COPY . .
RUN cargo build --release
RUN cargo fmt --check && cargo --version && cargo clean && cargo new x && cargo build --frozen && cargo-watch build
