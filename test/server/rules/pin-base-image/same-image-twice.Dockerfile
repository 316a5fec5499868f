# want pin-base-image: ^`python` has no tag
FROM python AS a
FROM alpine:3.22 AS b
FROM python
COPY --from=a /x /x
