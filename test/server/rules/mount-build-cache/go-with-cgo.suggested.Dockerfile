FROM golang:1.24 AS build
WORKDIR /src
COPY . .
# want mount-build-cache: /root/.cache/go-build
# want mount-build-cache (withheld): With cgo, Go does not notice changed C libraries
RUN --mount=type=cache,target=/root/.cache/go-build \
    go build -o /app .

FROM debian:12-slim
COPY --from=build /app /app
