FROM golang:1.24 AS build
ENV GOCACHE=/go-cache CGO_ENABLED=0
WORKDIR /src
COPY . .
# want mount-build-cache: /go-cache
RUN --mount=type=cache,target=/go-cache \
    go build -o /app .

FROM scratch
COPY --from=build /app /app
