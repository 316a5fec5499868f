FROM rust:1.89 AS build
ENV CARGO_TARGET_DIR=/build/out
WORKDIR /src
COPY . .
# want mount-build-cache: /build/out
# want mount-build-cache (withheld): Line 8 needs /build/out
RUN cargo build --release && mv /build/out/release/server /server
RUN /build/out/release/server --version

FROM debian:12-slim
COPY --from=build /server /server
