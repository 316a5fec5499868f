FROM debian:13 AS joined
RUN apt-get update && apt-get install -y curl
RUN apt-get update -qq && \
    apt-get install -y git

FROM debian:13 AS alone
RUN apt-get update
RUN make all

FROM debian:13 AS upgrade
RUN apt-get update && apt-get dist-upgrade -y

FROM fedora:42 AS fedora
RUN dnf update -y
RUN dnf install -y git

FROM alpine:3.22 AS alpine
RUN apk add --no-cache curl

FROM debian:13 AS script
RUN ./update
RUN npm update
RUN apt-get install -y curl

FROM debian:13 AS other
RUN apt-get update && ./install-all.sh
RUN apt-get install -y curl
