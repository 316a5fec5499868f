FROM golang:1.24 AS build
WORKDIR /src
COPY . .
# want mount-build-cache: mount the build cache of Go, /root/.cache/go-build
RUN CGO_ENABLED=0 go build -o /app .

FROM scratch
COPY --from=build /app /app
