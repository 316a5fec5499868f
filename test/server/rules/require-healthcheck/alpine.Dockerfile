FROM alpine:3.23
COPY server /usr/local/bin/server
EXPOSE 8080/tcp
# want require-healthcheck: does not say how to ask
ENTRYPOINT ["server"]
