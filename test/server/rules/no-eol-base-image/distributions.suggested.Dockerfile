# want no-eol-base-image: Debian 10 \(buster\) .* 2024-06, .* move to Debian 12 \(bookworm\), supported until 2028-06
FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y curl ca-certificates
# want no-eol-base-image: Ubuntu 18\.04 \(bionic\) .* 2023-05, .* move to Ubuntu 24\.04 \(noble\)
FROM ubuntu:24.04
# want no-eol-base-image: Debian 9 \(stretch\)
FROM debian:12
# want no-eol-base-image: Ubuntu 20\.04 \(focal\)
FROM ubuntu:noble
