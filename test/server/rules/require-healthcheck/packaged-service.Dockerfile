FROM alpine:3.23
RUN apk add --no-cache icecast
EXPOSE 8000
CMD ["icecast", "-c", "/etc/icecast.xml"]
