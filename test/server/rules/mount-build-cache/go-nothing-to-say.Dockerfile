FROM golang:1.24 AS build
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/root/.cache/go-build go build -o /app .
RUN --mount=type=cache,target=/root/.cache go test ./...
RUN go build -a -installsuffix cgo -o /b . && go mod download && go fmt ./... && go generate && gox build && echo go build
ONBUILD RUN go build .
