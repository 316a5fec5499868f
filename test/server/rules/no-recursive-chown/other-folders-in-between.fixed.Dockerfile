FROM debian:bookworm-slim
WORKDIR /srv/shop
COPY --chown=www-data:www-data . .
RUN mkdir -p /data/pdf && chown -R www-data /data && chmod +x run.sh
# want no-recursive-chown: --chown
RUN chown www-data:www-data /srv/shop
