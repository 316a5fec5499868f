FROM golang:1.25 AS build
WORKDIR /src
COPY . .
RUN go build -o /out/server ./cmd/server

FROM alpine:3.22
# want no-libc-mismatch: is linked against glibc on golang:1\.25
COPY --from=build /out/server /usr/local/bin/
ENTRYPOINT ["server"]
