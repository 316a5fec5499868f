FROM php:8.4-fpm
COPY . .
EXPOSE 9000
CMD ["php-fpm"]
