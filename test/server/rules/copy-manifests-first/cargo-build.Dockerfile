FROM rust:1.88
WORKDIR /app
COPY . .
RUN cargo build --release
