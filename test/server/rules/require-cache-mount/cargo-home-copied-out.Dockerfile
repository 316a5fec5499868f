FROM rust:1.89 AS tools
# want require-cache-mount: /usr/local/cargo/registry
# want require-cache-mount (withheld): a COPY takes /usr/local/cargo out of this stage
RUN cargo install ripgrep

FROM rust:1.89
COPY --from=tools /usr/local/cargo /usr/local/cargo
