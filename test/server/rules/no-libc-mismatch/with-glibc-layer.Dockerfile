FROM golang:1.25 AS build
RUN go build -o /server .
FROM alpine:3.22
RUN apk add --no-cache libc6-compat
COPY --from=build /server /server
CMD ["/server"]
