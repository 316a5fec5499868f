FROM fedora:42 AS build
WORKDIR /src
COPY . .
# want require-cache-mount: /root/.cargo/registry
RUN --mount=type=cache,target=/root/.cargo/registry \
    cargo build --release

FROM fedora:42
COPY --from=build /src/target/release/app /usr/local/bin/app
