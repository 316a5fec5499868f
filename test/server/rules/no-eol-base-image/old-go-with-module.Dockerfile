# want no-eol-base-image: Go 1\.13
FROM golang:1.13-alpine AS build
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN go build -o /app .
