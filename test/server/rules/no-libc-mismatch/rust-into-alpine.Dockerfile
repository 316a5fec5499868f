FROM rust:1.85 AS build
WORKDIR /src
COPY . .
RUN cargo build --release
FROM alpine:3.22
# want no-libc-mismatch (withheld): Either the program is built for the other C library
COPY --from=build /src/target/release/app /usr/local/bin/app
CMD ["app"]
