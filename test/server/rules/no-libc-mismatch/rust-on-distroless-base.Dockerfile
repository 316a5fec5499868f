FROM rust:1.85 AS build
WORKDIR /src
RUN cargo build --release
FROM gcr.io/distroless/base-debian12
# want no-libc-mismatch: needs libgcc_s
COPY --from=build /src/target/release/app /app
CMD ["/app"]
