FROM rust:1.89 AS build
WORKDIR /src
COPY . .
# want no-defeated-cache-mount: empties the cache mount at /usr/local/cargo/registry
RUN --mount=type=cache,target=/usr/local/cargo/registry cargo build --release && rm -rf /usr/local/cargo/registry
