FROM alpine:3.23
RUN apk add --no-cache ca-certificates \
    && adduser -S -D -H -u 10001 -G nogroup relay
WORKDIR /srv
COPY relay ./
EXPOSE 80
VOLUME ["/data"]
USER relay
# want require-non-root-user: no USER is set
ENTRYPOINT ["/srv/relay"]
CMD ["--listen", ":80"]
