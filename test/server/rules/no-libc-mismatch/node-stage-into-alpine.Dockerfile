FROM node:24 AS node
FROM alpine:3.22
# want no-libc-mismatch (withheld): Take the program from an image with the same C library
COPY --from=node /usr/local/bin/node /usr/bin/node
