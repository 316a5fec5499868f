FROM golang:1.24 AS build
WORKDIR /src
COPY . .
# want require-cache-mount: /go/pkg/mod
# want require-cache-mount (withheld): a COPY takes /go out of this stage
RUN go mod download

FROM golang:1.24
COPY --from=build /go /go
