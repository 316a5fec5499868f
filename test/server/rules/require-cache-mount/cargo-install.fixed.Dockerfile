FROM rust:1.89-alpine AS build
# want require-cache-mount: /usr/local/cargo/registry
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    cargo install --locked ripgrep

FROM alpine:3.22
COPY --from=build /usr/local/cargo/bin/rg /usr/local/bin/rg
