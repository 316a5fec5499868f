FROM golang:1.25-alpine AS build
RUN go build -o /a .
FROM scratch
COPY --from=build /a /a
ENTRYPOINT ["/a"]
