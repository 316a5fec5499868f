FROM rust:1.89 AS build
USER 1000:1000
WORKDIR /tmp/src
COPY . .
# want require-cache-mount: /usr/local/cargo/registry
RUN --mount=type=cache,target=/usr/local/cargo/registry,uid=1000,gid=1000 \
    cargo build --release

FROM debian:12-slim
COPY --from=build /tmp/src/target/release/app /usr/local/bin/app
