# want no-eol-base-image (withheld): libssl1\.1, which may not be
# want no-eol-base-image: Debian 10
FROM debian:buster
RUN apt-get update && apt-get install -y libssl1.1
# want no-eol-base-image (withheld): PEP 668
# want no-eol-base-image: Ubuntu 20\.04
FROM ubuntu:20.04
RUN apt-get update && apt-get install -y python3-pip && pip3 install flask
# want no-eol-base-image (withheld): curl=7\.79\.1-r0
# want no-eol-base-image: Alpine Linux 3\.12
FROM alpine:3.12
RUN apk add --no-cache curl=7.79.1-r0
# want no-eol-base-image (withheld): also says stretch
# want no-eol-base-image: Debian 9
FROM debian:stretch-slim
RUN echo "deb http://archive.debian.org/debian stretch main" > /etc/apt/sources.list
# want no-eol-base-image (withheld): also says ruby/gems/2\.7
# want no-eol-base-image: Ruby 2\.7
FROM ruby:2.7
COPY --from=bundle /usr/local/lib/ruby/gems/2.7.0 /usr/local/lib/ruby/gems/2.7.0
