FROM golang:1.24 AS build
COPY . /src
WORKDIR /src
# want require-cache-mount: /go/pkg/mod
# want require-cache-mount (withheld): go clean -modcache
RUN go build -o /app . && go clean -modcache

FROM alpine:3.22
COPY --from=build /app /app
