FROM golang:1.24 AS build
WORKDIR /src
COPY go.mod go.sum ./
# want require-cache-mount: /go/pkg/mod
# want require-cache-mount (withheld): `make` in a later RUN may then download again
RUN --mount=type=cache,target=/go/pkg/mod \
    go mod download
COPY . .
RUN make build

FROM alpine:3.22
COPY --from=build /src/bin/app /app
