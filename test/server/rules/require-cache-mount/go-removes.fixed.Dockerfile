FROM golang:1.24 AS build
COPY . /src
WORKDIR /src
# want require-cache-mount: /go/pkg/mod
RUN --mount=type=cache,target=/go/pkg/mod \
    go build -o /app .

FROM alpine:3.22
COPY --from=build /app /app
