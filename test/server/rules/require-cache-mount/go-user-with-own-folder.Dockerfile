FROM golang:1.24 AS build
RUN useradd -m -u 1001 builder && mkdir -p /home/builder/modules
USER builder
ENV GOMODCACHE=/home/builder/modules/mod
WORKDIR /home/builder/src
COPY . .
# want require-cache-mount: /home/builder/modules/mod
RUN go build -o /tmp/app .

FROM alpine:3.22
COPY --from=build /tmp/app /app
