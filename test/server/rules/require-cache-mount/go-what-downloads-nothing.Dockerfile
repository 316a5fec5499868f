FROM golang:1.24 AS build
WORKDIR /src
COPY vendor/ vendor/
COPY . .
RUN go version && go env GOPATH && go fmt ./...
RUN go build -o /a .

FROM golang:1.24 AS flags
COPY --from=build /src /src
RUN cd /src && go build -mod=vendor -o /b . && GOFLAGS="-mod=vendor -trimpath" go vet ./...
ENV GO111MODULE=off
RUN go build -o /c /src/c.go
ENV GO111MODULE= GOPROXY=off
RUN go mod download
RUN gofmt -l . && golangci-lint run && cargo-go build && mango build && echo go mod download
