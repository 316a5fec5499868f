FROM php:8.4-fpm
COPY --from=composer:2 /usr/bin/composer /usr/bin/composer
WORKDIR /app
COPY composer.json composer.lock ./
# want require-cache-mount: /root/.cache/composer
RUN composer install --no-dev --no-cache \
    && composer clear-cache
