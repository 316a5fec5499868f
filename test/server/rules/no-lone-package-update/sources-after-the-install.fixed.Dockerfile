FROM ubuntu:24.04
# want no-lone-package-update: `apt-get update` stays
RUN apt-get update && apt-get install -y nginx supervisor
COPY ./pdnsd.conf /etc/
WORKDIR /tmp/pkgs
RUN ./configure && make && make install
CMD ["supervisord"]
