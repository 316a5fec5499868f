FROM python:3.12-slim
ENV POETRY_VIRTUALENVS_IN_PROJECT=1 POETRY_CACHE_DIR=/tmp/poetry_cache
# want require-cache-mount: Poetry's cache folder /tmp/poetry_cache/cache\.
# want require-cache-mount (withheld): `rm -rf \$POETRY_CACHE_DIR` would fail on the mount, and removes more than the cache
RUN poetry install --no-root && rm -rf $POETRY_CACHE_DIR
# want require-cache-mount: Poetry's cache folder /tmp/poetry_cache/cache\.
RUN poetry install --no-root
