FROM golang:1.24
WORKDIR /src
COPY . .
# want require-cache-mount: /go/pkg/mod
# want require-cache-mount (withheld): no longer in the image
RUN --mount=type=cache,target=/go/pkg/mod \
    go mod download
CMD ["go", "run", "."]
