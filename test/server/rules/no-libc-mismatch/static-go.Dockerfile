FROM golang:1.25 AS build
ENV CGO_ENABLED=0
RUN go build -o /a . && GOOS=linux GOARCH=$TARGETARCH go build -o /b . && go build -tags netgo -o /c . && go build -ldflags "-linkmode external -extldflags -static" -o /d .
FROM scratch
COPY --from=build /a /b /c /d /
ENTRYPOINT ["/a"]
