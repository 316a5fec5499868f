FROM debian:bookworm-slim
WORKDIR /srv/shop
COPY . .
RUN mkdir -p /data/pdf && chown -R www-data /data && chmod +x run.sh
# want no-recursive-chown: --chown
RUN chown -R www-data:www-data /srv/shop
