FROM golang:1.24
ENV CGO_ENABLED=0
WORKDIR /src
COPY . .
# want mount-build-cache: /root/.cache/go-build
# want mount-build-cache (withheld): no longer in the image
RUN --mount=type=cache,target=/root/.cache/go-build \
    go build -o /app .
CMD ["go", "run", "."]
