FROM golang:1.24 AS build
WORKDIR /src
COPY . .
# want require-cache-mount: /go/pkg/mod
RUN go build -o /app .
RUN GO111MODULE=off go build -o /old old.go

FROM scratch
COPY --from=build /app /app
