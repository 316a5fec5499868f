FROM golang:1.24 AS build
COPY . /src
WORKDIR /src
# want require-cache-mount: /go/pkg/mod
RUN go build -o /app . && rm -rf /go/pkg/mod

FROM alpine:3.22
COPY --from=build /app /app
