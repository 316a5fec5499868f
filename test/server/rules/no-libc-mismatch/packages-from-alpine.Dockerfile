FROM python:3.13-alpine3.22 AS build
RUN apk add --no-cache build-base && pip install --prefix=/install uwsgi
FROM python:3.13-slim
# want no-libc-mismatch (withheld): The stage on Alpine calls apk
COPY --from=build /install /usr/local
