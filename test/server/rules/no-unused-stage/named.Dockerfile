FROM alpine:3.23 AS certificates
RUN apk add --no-cache ca-certificates

FROM alpine:3.23 AS test
RUN echo tested

FROM busybox:1.37
CMD ["httpd", "-f"]
