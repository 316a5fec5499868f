# want no-eol-base-image (withheld): libssl1\.1, which Debian 12 \(bookworm\) may not have
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
# want no-eol-base-image (withheld): has an account with id 1000, which useradd asks for here
# want no-eol-base-image: Ubuntu 22\.10
FROM ubuntu:22.10
RUN useradd -m -u 1000 app
# want no-eol-base-image (withheld): installs python-dev
# want no-eol-base-image: Debian 8
FROM debian:8
RUN apt-get update && apt-get install -y python-dev build-essential
# want no-eol-base-image (withheld): mysql_connect
# want no-eol-base-image: PHP 5\.6
FROM php:5.6-apache
