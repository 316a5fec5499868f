FROM golang:1.24 AS build
USER 1000:1000
WORKDIR /src
COPY . .
# want require-cache-mount: /go/pkg/mod
# want require-cache-mount (withheld): Go also writes to /go/pkg
RUN go build -o /tmp/app .

FROM alpine:3.22
COPY --from=build /tmp/app /app
