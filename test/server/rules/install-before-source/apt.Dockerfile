FROM rust:1.88 AS builder
WORKDIR /usr/src/app
# The whole repository.
COPY . .
# want install-before-source: Every change of a copied file runs `apt-get install` again
RUN apt-get update && apt-get install -y --no-install-recommends protobuf-compiler \
    && rm -rf /var/lib/apt/lists/*
RUN cargo install --path .
