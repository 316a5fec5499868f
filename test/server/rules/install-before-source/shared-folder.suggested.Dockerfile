FROM php:8.4-apache
# want install-before-source: `apt-get install` again
RUN apt-get update && apt-get install -y libzip-dev && docker-php-ext-install zip
COPY . /var/www/html
