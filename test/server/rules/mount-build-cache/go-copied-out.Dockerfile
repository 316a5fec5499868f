FROM golang:1.24 AS warm
ENV CGO_ENABLED=0
# want mount-build-cache: /root/.cache/go-build
# want mount-build-cache (withheld): a COPY takes
RUN go build std

FROM golang:1.24
COPY --from=warm /root/.cache/go-build /root/.cache/go-build
