FROM debian:bookworm-slim
COPY --chown=www-data:0 web /srv/web/
# want no-recursive-chown: --chown
RUN chown www-data /srv/web
