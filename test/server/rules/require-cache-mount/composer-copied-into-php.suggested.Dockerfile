FROM php:8.4-fpm
COPY --from=composer:2 /usr/bin/composer /usr/bin/composer
WORKDIR /app
COPY composer.json composer.lock ./
# want require-cache-mount: /root/.cache/composer
RUN --mount=type=cache,target=/root/.cache/composer \
    COMPOSER_CACHE_DIR=/root/.cache/composer composer install --no-dev
