# A mount that no command uses is another rule's to report.
FROM golang:1.24 AS build
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/root/go/pkg/mod go build -o /app .

FROM scratch
COPY --from=build /app /app
