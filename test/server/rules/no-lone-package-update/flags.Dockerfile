FROM ubuntu:24.04
# want no-lone-package-update: `apt update` stays
RUN sudo apt update -qq > /dev/null
RUN sudo apt install -y curl
