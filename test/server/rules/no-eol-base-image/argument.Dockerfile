# want no-eol-base-image: Go 1\.19
ARG GO_VERSION=1.19
FROM golang:${GO_VERSION}-alpine
