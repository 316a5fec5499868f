FROM alpine:3.20 AS a
RUN --mount=type=cache,target=/etc/apk/cache apk add gcc
FROM alpine:3.22 AS b
# want cache-mount-id: Alpine 3\.20 and Alpine 3\.22
# want cache-mount-id (withheld): nobody can judge
RUN --mount=type=cache,target=/etc/apk/cache apk add gcc
FROM registry.example.com/base
RUN --mount=type=cache,target=/etc/apk/cache apk add git
