ARG VERSION=3.23
# want no-unused-stage: has no name

FROM alpine:${VERSION}
CMD ["sh"]
