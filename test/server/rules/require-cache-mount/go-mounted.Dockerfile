FROM golang:1.24 AS build
WORKDIR /src
RUN --mount=type=cache,target=/go/pkg/mod --mount=type=bind,source=go.mod,target=go.mod go mod download
RUN --mount=type=cache,target=/go go build -o /app .
RUN --mount=type=cache,target=/go/pkg go test ./...
