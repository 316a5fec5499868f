FROM php:8.4-cli
ENV COMPOSER_CACHE_DIR=/var/cache/composer
WORKDIR /app
COPY . .
# want require-cache-mount: /var/cache/composer
RUN composer install
