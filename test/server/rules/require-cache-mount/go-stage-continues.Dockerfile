FROM golang:1.24 AS modules
WORKDIR /src
COPY go.mod go.sum ./
# want require-cache-mount: /go/pkg/mod
RUN go mod download

FROM modules AS test
COPY . .
RUN go test ./...

FROM modules AS build
COPY . .
RUN go build -o /app .

FROM alpine:3.22
COPY --from=build /app /app
