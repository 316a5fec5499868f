FROM alpine:3.23
COPY vpnd /usr/local/bin/vpnd
EXPOSE 51820/udp
CMD ["vpnd"]
