FROM golang:1.24 AS build
WORKDIR /src
COPY go.mod go.sum ./
# want require-cache-mount: mount Go's cache folder /go/pkg/mod
RUN --mount=type=cache,target=/go/pkg/mod \
    go mod download
COPY . .
RUN --mount=type=cache,target=/go/pkg/mod \
    CGO_ENABLED=0 go build -trimpath -o /app ./cmd/app

FROM gcr.io/distroless/static-debian12:nonroot
COPY --from=build /app /app
ENTRYPOINT ["/app"]
