FROM alpine:3.22
RUN adduser -D -u 1001 app
WORKDIR /code
RUN apk add --no-cache --virtual .build-deps gcc && apk del .build-deps
COPY . .
# want no-recursive-chown (withheld): mkdir -p. before it
RUN mkdir -p plane/logs && chown -R app:app /code
