FROM php:8.4-apache
# want no-build-tools-in-final: g\+\+, make, cmake and 2 more packages
# want no-build-tools-in-final (withheld): how an image of this kind
RUN apt-get update && apt-get install -y --no-install-recommends g++ make cmake libzip-dev libicu-dev unzip
COPY . /var/www/html
EXPOSE 80
CMD ["apache2-foreground"]
