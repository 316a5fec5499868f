FROM golang:1.25-bookworm AS build
WORKDIR /src
COPY . .
RUN go build -o server .
FROM gcr.io/distroless/static-debian12
# want no-libc-mismatch: has no C library
COPY --from=build /src/server /
ENTRYPOINT ["/server"]
