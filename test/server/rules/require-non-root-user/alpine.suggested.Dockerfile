FROM golang:1.26-alpine AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -mod=vendor -o /out/app ./cmd/app

FROM alpine:3.23

RUN addgroup -S app && adduser -S -G app app

# the binary alone
COPY --from=build /out/app /usr/local/bin/app

EXPOSE 8080
USER app
# want require-non-root-user: no USER is set
CMD ["app"]
