FROM golang:1.26 AS build
RUN apt-get update && apt-get install -y --no-install-recommends gcc
COPY . .
RUN go build -o /out/app ./cmd/app

FROM debian:trixie-slim
COPY --from=build /out/app /usr/local/bin/app
EXPOSE 8080
CMD ["app"]
