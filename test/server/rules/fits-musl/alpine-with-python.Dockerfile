# want fits-musl (withheld): comes from the packages of Alpine
FROM alpine:3.22
RUN apk add --no-cache python3 py3-pip && pip install --break-system-packages torch
