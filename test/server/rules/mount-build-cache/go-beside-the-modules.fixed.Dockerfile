FROM golang:1.24-alpine AS build
ENV CGO_ENABLED=0
WORKDIR /src
COPY go.mod go.sum ./
RUN --mount=type=cache,target=/go/pkg/mod go mod download
COPY . .
RUN --mount=type=cache,target=/go/pkg/mod \
    --mount=type=bind,source=.,target=/other \
    --mount=type=cache,id=go-build-musl,target=/root/.cache/go-build \
# want mount-build-cache: /root/.cache/go-build
    go test ./... && go build -o /app .

FROM scratch
COPY --from=build /app /app
