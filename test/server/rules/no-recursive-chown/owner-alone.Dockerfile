FROM debian:bookworm-slim
COPY web /srv/web/
# want no-recursive-chown: --chown
RUN chown --recursive www-data /srv/web
