FROM golang:1.24 AS build
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/go/pkg/mod \
    go build -o /app . \
# want no-defeated-cache-mount: empties the cache mount at /go/pkg/mod
    && rm -rf /go/pkg/mod/*
