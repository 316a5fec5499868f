FROM alpine:3.22
# want no-lone-package-update: `apk update` only adds an index
RUN apk add --no-cache curl
