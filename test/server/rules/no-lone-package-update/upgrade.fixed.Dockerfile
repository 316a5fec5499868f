FROM debian:13
# want no-lone-package-update: `apt-get update` stays
RUN apt-get update && apt-get upgrade -y
RUN apt-get update && apt-get install -y g++ make
