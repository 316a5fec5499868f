FROM ubuntu:24.04 AS build
COPY . /src
WORKDIR /src
# want require-cache-mount: /root/go/pkg/mod
RUN --mount=type=cache,target=/root/go/pkg/mod \
    go install golang.org/x/tools/cmd/stringer@latest

FROM ubuntu:24.04
COPY --from=build /root/go/bin/stringer /usr/local/bin/
