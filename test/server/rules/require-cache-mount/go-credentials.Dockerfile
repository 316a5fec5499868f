FROM golang:1.24 AS build
WORKDIR /src
COPY go.mod go.sum ./
# want require-cache-mount: /go/pkg/mod
# want require-cache-mount (withheld): with credentials that another RUN of Go has not
RUN --mount=type=ssh go mod download
COPY . .
RUN go build -o /app .

FROM alpine:3.22
COPY --from=build /app /app
