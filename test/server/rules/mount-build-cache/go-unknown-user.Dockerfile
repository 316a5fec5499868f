FROM registry.example.com/go:1 AS build
ENV CGO_ENABLED=0
WORKDIR /src
COPY . .
# want mount-build-cache: build cache of Go\.
# want mount-build-cache (withheld): may set a USER
RUN go build -o /app .

FROM scratch
COPY --from=build /app /app
