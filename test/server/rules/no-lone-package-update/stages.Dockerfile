FROM debian:13 AS base
# want no-lone-package-update: `apt-get update` stays
RUN apt-get update

FROM base AS one
RUN apt-get install -y curl

FROM base AS two
RUN apt-get install -y git
