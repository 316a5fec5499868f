FROM golang:1.24 AS build
WORKDIR /src
COPY go.mod go.sum ./
# want require-cache-mount: mount Go's cache folder /go/pkg/mod
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -o /app ./cmd/app

FROM gcr.io/distroless/static-debian12:nonroot
COPY --from=build /app /app
ENTRYPOINT ["/app"]
