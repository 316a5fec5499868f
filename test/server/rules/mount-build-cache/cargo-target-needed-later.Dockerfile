FROM rust:1.89 AS build
WORKDIR /src
COPY . .
# want mount-build-cache: /src/target
# want mount-build-cache (withheld): Line 9 needs /src/target in the image
RUN cargo build --release && cp target/release/server /server

FROM debian:12-slim
COPY --from=build /src/target/release/server /usr/local/bin/server
