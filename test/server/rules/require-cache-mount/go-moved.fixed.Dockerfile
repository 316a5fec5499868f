FROM debian:12 AS build
ENV GOMODCACHE=/var/cache/go-mod
WORKDIR /src
COPY . .
# want require-cache-mount: /var/cache/go-mod
RUN --mount=type=cache,target=/var/cache/go-mod \
    go build -o /app .

FROM debian:12
COPY --from=build /app /app
