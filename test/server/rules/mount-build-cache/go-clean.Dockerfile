FROM golang:1.24 AS build
ENV CGO_ENABLED=0
WORKDIR /src
COPY . .
# want mount-build-cache: /root/.cache/go-build
# want mount-build-cache (withheld): go clean -cache
RUN go build -o /app . && go clean -cache

FROM scratch
COPY --from=build /app /app
