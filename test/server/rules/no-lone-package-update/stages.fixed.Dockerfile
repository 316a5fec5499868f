FROM debian:13 AS base
# want no-lone-package-update: `apt-get update` stays

FROM base AS one
RUN apt-get update && apt-get install -y curl

FROM base AS two
RUN apt-get update && apt-get install -y git
