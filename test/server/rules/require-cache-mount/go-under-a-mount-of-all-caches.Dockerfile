FROM golang:1.24 AS build
WORKDIR /src
COPY . .
# want require-cache-mount: /go/pkg/mod
RUN --mount=type=cache,target=/root/.cache \
    go build -o /app .

FROM scratch
COPY --from=build /app /app
