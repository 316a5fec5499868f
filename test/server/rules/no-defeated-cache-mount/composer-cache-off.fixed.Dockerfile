FROM composer:2
WORKDIR /app
COPY . .
# want no-defeated-cache-mount: `--no-cache` makes Composer ignore
# want no-defeated-cache-mount: `composer clear-cache` empties
RUN --mount=type=cache,target=/tmp/cache composer install
