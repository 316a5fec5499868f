# want no-eol-base-image: Go 1\.16 has had no security fixes since 2022-03, .*: move to Go 1\.27\.
FROM golang:1.27-alpine AS build
RUN go build -o /app .
# want no-eol-base-image: Alpine Linux 3\.14 .* 2023-05, .* move to Alpine Linux 3\.\d+, supported until 20\d\d-\d\d
FROM alpine:3.24
COPY --from=build /app /app
