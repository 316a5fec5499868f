FROM golang:1.24 AS build
RUN useradd -m -u 1001 dev
USER dev
ENV CGO_ENABLED=0
WORKDIR /home/dev/src
COPY . .
# want mount-build-cache: /home/dev/.cache/go-build
RUN --mount=type=cache,target=/home/dev/.cache/go-build,uid=1001,gid=1001 \
    go build -o /tmp/app .

FROM scratch
COPY --from=build /tmp/app /app
