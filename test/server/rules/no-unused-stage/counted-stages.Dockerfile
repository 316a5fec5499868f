# want no-unused-stage: has no name
# want no-unused-stage (withheld): by their number
FROM alpine:3.23
RUN apk add --no-cache ca-certificates

FROM golang:1.26
RUN go build -o /out/app ./cmd/app

FROM busybox:1.37
COPY --from=1 /out/app /bin/
