FROM php:8.4-apache
RUN useradd --uid 1001 app
WORKDIR /code
RUN apt-get update && apt-get install -y curl && docker-php-ext-install -j$(nproc) zip && curl -fsSL https://example.com/key.asc -o /usr/share/keyrings/x.asc
RUN echo "memory_limit = 1G" > "/usr/local/etc/php/conf.d/limits.ini"
COPY . .
# want no-recursive-chown: /code
RUN chown -R app:app /code
