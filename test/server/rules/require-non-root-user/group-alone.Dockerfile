FROM alpine:3.23
RUN addgroup -S app
COPY server /usr/local/bin/server
EXPOSE 8080
# want require-non-root-user: no USER is set
# want require-non-root-user (withheld): not understood
CMD ["server"]
