FROM golang:1.24-alpine AS build
WORKDIR /src
COPY . .
# want require-cache-mount: /go/pkg/mod
RUN --mount=type=cache,target=/go/pkg/mod \
    go vet ./... && go build -o /app .

FROM alpine:3.22
COPY --from=build /app /app
