FROM php:8.3-apache
WORKDIR /srv/shop
COPY --chown=www-data:www-data . .
RUN docker-php-ext-install mysqli && a2enmod rewrite
RUN mkdir -p /data/pdf && chown -R www-data /data && chmod +x run.sh
# want no-recursive-chown: --chown
RUN chown www-data:www-data /srv/shop
