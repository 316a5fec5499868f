FROM rust:1.85-bookworm AS build
WORKDIR /src
RUN cargo build --release
FROM debian:bullseye-slim
# want no-libc-mismatch (withheld): Either it is built on the older release
COPY --from=build /src/target/release/app /app
CMD ["/app"]
