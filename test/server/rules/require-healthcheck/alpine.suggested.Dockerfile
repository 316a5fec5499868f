FROM alpine:3.23
COPY server /usr/local/bin/server
EXPOSE 8080/tcp
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
    CMD ["wget", "-q", "-O", "/dev/null", "http://127.0.0.1:8080/"]
# want require-healthcheck: does not say how to ask
ENTRYPOINT ["server"]
