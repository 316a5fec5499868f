# want no-build-tools-in-final: all of golang
# want no-build-tools-in-final (withheld): where the program is written
FROM golang:1.26-bookworm
WORKDIR /src
COPY . .
RUN go build ./cmd/app
EXPOSE 8080
CMD ["./app"]
