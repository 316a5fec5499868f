FROM golang:1.24 AS modules
WORKDIR /src
COPY go.mod go.sum ./
# want require-cache-mount: /go/pkg/mod
# want require-cache-mount (withheld): a COPY takes /go/pkg/mod out of this stage
RUN go mod download

FROM golang:1.24
COPY --from=modules /go/pkg/mod /go/pkg/mod
COPY . /src
