FROM rust:1.88
WORKDIR /app
# want copy-manifests-first: `cargo fetch` again: copy Cargo.toml and Cargo.lock first
# want copy-manifests-first (withheld): an empty src/main.rs
COPY . .
RUN cargo fetch
