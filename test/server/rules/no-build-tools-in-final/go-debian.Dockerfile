# want no-build-tools-in-final: all of golang
FROM golang:1.26-bookworm
WORKDIR /src
COPY go.mod go.sum ./
RUN --mount=type=cache,target=/go/pkg/mod go mod download
COPY . .
RUN --mount=type=cache,target=/go/pkg/mod --mount=type=cache,target=/root/.cache/go-build \
    go build -o /usr/local/bin/app ./cmd/app && go vet ./...
# the API
EXPOSE 8080
CMD ["app"]
