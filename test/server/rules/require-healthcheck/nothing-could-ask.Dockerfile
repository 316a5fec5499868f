FROM debian:trixie-slim
COPY server /usr/local/bin/server
EXPOSE 8080
# want require-healthcheck: does not say how to ask
# want require-healthcheck (withheld): no program
CMD ["server"]
