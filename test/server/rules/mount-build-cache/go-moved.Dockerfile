FROM golang:1.24 AS build
ENV GOCACHE=/go-cache CGO_ENABLED=0
WORKDIR /src
COPY . .
# want mount-build-cache: /go-cache
RUN go build -o /app . && rm -rf /go-cache

FROM scratch
COPY --from=build /app /app
