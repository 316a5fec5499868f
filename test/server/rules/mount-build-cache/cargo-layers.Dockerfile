FROM rust:1.89 AS chef
RUN cargo install cargo-chef
WORKDIR /src
FROM chef AS plan
COPY . .
RUN cargo chef prepare
FROM chef AS build
COPY --from=plan /src/recipe.json .
RUN cargo chef cook --release
COPY . .
RUN cargo build --release
