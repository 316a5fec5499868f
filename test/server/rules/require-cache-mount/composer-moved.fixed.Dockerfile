FROM php:8.4-cli
ENV COMPOSER_CACHE_DIR=/var/cache/composer
WORKDIR /app
COPY . .
# want require-cache-mount: /var/cache/composer
RUN --mount=type=cache,target=/var/cache/composer \
    composer install
