FROM php:8.4-cli
WORKDIR /app
COPY . .
RUN composer dump-autoload && composer --version && composer run-script build && echo composer install
RUN COMPOSER_CACHE_DIR=/dev/null composer install
RUN --mount=type=cache,target=/root/.composer/cache composer install
RUN composer install --dry-run
