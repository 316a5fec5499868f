FROM golang:1.24 AS build
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/root/.cache \
    --mount=type=cache,target=/go/pkg/mod \
# want require-cache-mount: /go/pkg/mod
    go build -o /app .

FROM scratch
COPY --from=build /app /app
