# want no-eol-base-image (withheld): knows no tags of this image
# want no-eol-base-image: `buster` in this tag is Debian 10
FROM rust:1.70-slim-buster
