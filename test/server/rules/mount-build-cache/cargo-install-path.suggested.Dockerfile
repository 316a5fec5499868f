FROM rust:1.89-alpine AS build
WORKDIR /src
COPY . .
# want mount-build-cache: /src/target
# want mount-build-cache (withheld): Cargo goes by file times
RUN --mount=type=cache,id=cargo-target-musl/src/target,target=/src/target,sharing=locked \
    cargo install --path . --locked

FROM alpine:3.22
COPY --from=build /usr/local/cargo/bin/server /usr/local/bin/server
