# want no-eol-base-image (withheld): calls go get, which installs no programs since Go 1\.18
# want no-eol-base-image: Go 1\.17
FROM golang:1.17 AS tools
RUN go get github.com/acme/tool
# want no-eol-base-image (withheld): needs a go\.mod, and this file shows none
# want no-eol-base-image: Go 1\.12
FROM golang:1.12 AS build
COPY . /go/src/app
RUN go build -o /app .
