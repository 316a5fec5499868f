FROM rust:1.89 AS build
ENV RUSTC_WRAPPER=/usr/local/bin/sccache SCCACHE_DIR=/sccache
WORKDIR /src
COPY . .
RUN cargo fetch
# want mount-build-cache: build cache of sccache, /sccache
RUN --mount=type=cache,target=/src/target --mount=type=cache,target=/sccache cargo build --release && cp target/release/app /app

FROM debian:12-slim
COPY --from=build /app /app
