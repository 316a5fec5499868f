FROM rust:1.89 AS build
WORKDIR /src
COPY . .
# want mount-build-cache: mount the build cache of Cargo, /src/target
# want mount-build-cache (withheld): Cargo goes by file times
RUN cargo build --release && cp target/release/server /usr/local/bin/server

FROM debian:12-slim
COPY --from=build /usr/local/bin/server /usr/local/bin/server
