FROM composer:2 AS vendor
WORKDIR /app
COPY composer.json composer.lock ./
# want require-cache-mount: mount Composer's cache folder /tmp/cache
RUN --mount=type=cache,target=/tmp/cache \
    composer install --no-dev --no-scripts --no-interaction

FROM php:8.4-fpm
COPY --from=vendor /app/vendor /var/www/vendor
