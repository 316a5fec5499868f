FROM php:8.4-cli
RUN useradd -m -u 1001 app
USER app
WORKDIR /home/app
COPY composer.json composer.lock ./
# want require-cache-mount: Composer's cache folder
# want require-cache-mount (withheld): set COMPOSER_CACHE_DIR
RUN composer install
