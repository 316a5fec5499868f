FROM rust:1.89 AS build
ENV RUSTC_WRAPPER=sccache SCCACHE_BUCKET=builds
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/src/target cargo build --release && cp target/release/app /app
