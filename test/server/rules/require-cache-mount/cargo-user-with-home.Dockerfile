FROM debian:12 AS build
RUN useradd -m -u 1000 dev
USER dev
WORKDIR /home/dev/src
COPY . .
# want require-cache-mount: /home/dev/.cargo/registry
# want require-cache-mount (withheld): Cargo also writes to /home/dev/.cargo
RUN cargo build --release

FROM debian:12-slim
COPY --from=build /home/dev/src/target/release/app /usr/local/bin/app
