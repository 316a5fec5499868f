FROM rust:1.88 AS builder
WORKDIR /usr/src/app
# want install-before-source: Every change of a copied file runs `apt-get install` again
RUN apt-get update && apt-get install -y --no-install-recommends protobuf-compiler \
    && rm -rf /var/lib/apt/lists/*
# The whole repository.
COPY . .
RUN cargo install --path .
