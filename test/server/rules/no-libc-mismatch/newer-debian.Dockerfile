FROM rust:1.85-bookworm AS build
WORKDIR /src
RUN cargo build --release
FROM debian:trixie-slim
COPY --from=build /src/target/release/app /app
CMD ["/app"]
