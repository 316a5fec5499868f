FROM alpine:3.22
COPY traefik /
EXPOSE 80
ENTRYPOINT ["/traefik"]
