FROM php:8.4-fpm-alpine
LABEL maintainer="team@example.com"

# want volatile-values-late: `BUILD_DATE` differs .* `apk add` and another step run again
ARG BUILD_DATE
ARG VCS_REF
ARG VERSION
LABEL org.opencontainers.image.created=$BUILD_DATE \
      org.opencontainers.image.revision=$VCS_REF \
      org.opencontainers.image.version="$VERSION" \
      org.opencontainers.image.title="shop"

RUN apk add --no-cache git unzip
RUN apk add --no-cache icu-libs
USER www-data
CMD ["php-fpm"]
