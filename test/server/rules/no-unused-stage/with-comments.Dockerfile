# want no-unused-stage: has no name
# want no-unused-stage (withheld): comments, which would be lost
FROM alpine:3.23
# for the certificates
RUN apk add --no-cache ca-certificates

FROM busybox:1.37
CMD ["httpd", "-f"]
