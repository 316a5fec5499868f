FROM golang:1.24 AS build
WORKDIR /src
COPY go.* ./
RUN --mount=type=cache,target=/go/pkg/mod go mod download
COPY . .
# want require-cache-mount: /go/pkg/mod
RUN --mount=type=cache,target=/root/.cache/go-build go build -o /app .

FROM scratch
COPY --from=build /app /app
