FROM rust:1.89 AS build
WORKDIR /src
COPY . .
# want mount-build-cache: /src/target
# want mount-build-cache (withheld): nothing in this RUN copies the program out
RUN cargo build --release
