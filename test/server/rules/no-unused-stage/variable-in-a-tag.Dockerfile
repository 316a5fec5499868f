ARG VERSION=3.23
# want no-unused-stage: has no name
FROM alpine:${VERSION}
RUN apk add --no-cache curl

FROM alpine:${VERSION}
CMD ["sh"]
