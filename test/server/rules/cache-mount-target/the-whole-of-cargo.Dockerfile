FROM rust:1.90
WORKDIR /src
COPY Cargo.toml Cargo.lock ./
# want cache-mount-target: cargo and rustup, which live there, are hidden
RUN --mount=type=cache,target=/usr/local/cargo,sharing=locked cargo fetch
