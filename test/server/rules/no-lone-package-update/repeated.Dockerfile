FROM debian:13
# want no-lone-package-update: `apt-get update` only adds an index to the image that every install below fetches again
RUN apt-get update
RUN apt-get update && apt-get install -y curl
