# want pin-base-image: ^`python` has no tag
FROM python:3.14 AS a
FROM alpine:3.22 AS b
FROM python:3.14
COPY --from=a /x /x
