# want no-eol-base-image (withheld): does not know which tags this image has
# want no-eol-base-image: `buster` in this tag is Debian 10
FROM rust:1.70-slim-buster
