FROM rust:1.85 AS build
WORKDIR /src
RUN cargo build --release
FROM scratch
COPY --from=build /src/target/release/app /app
