FROM ubuntu:24.04
# want no-lone-package-update: later `apt-get install` fails
RUN apt-get update -y
RUN apt-get upgrade -y
RUN apt-get install -y apache2
RUN apt-get install -y curl
RUN apt-get install -y ntp
