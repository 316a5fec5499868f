FROM golang:1.26-alpine

RUN apk update && apk add --no-cache git

COPY go.mod go.sum ./
RUN go mod download
COPY . ./
# want volatile-values-late: `VERSION` differs .* `apk add` and another step run again
ARG VERSION=dev
ARG REVISION=dev
ARG BUILDTIME
RUN go build -ldflags "-X main.version=${VERSION} -X main.commit=${REVISION} -X main.date=${BUILDTIME}" -o bin/app .
