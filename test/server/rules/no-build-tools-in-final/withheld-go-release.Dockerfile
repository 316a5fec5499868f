# want no-build-tools-in-final: all of golang
# want no-build-tools-in-final (withheld): does not say which release
FROM golang:1.26
WORKDIR /src
COPY . .
RUN go build -o /usr/local/bin/app ./cmd/app
EXPOSE 8080
CMD ["app"]
