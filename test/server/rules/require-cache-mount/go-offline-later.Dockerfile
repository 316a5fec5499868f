FROM golang:1.24 AS build
WORKDIR /src
COPY go.mod go.sum ./
# want require-cache-mount: /go/pkg/mod
# want require-cache-mount (withheld): works offline on what Go downloads
RUN go mod download
COPY . .
RUN --network=none go build -o /app .

FROM alpine:3.22
COPY --from=build /app /app
