FROM python:3.12-alpine
# want require-cache-mount: Poetry's cache folder /root/\.cache/pypoetry/cache\.
RUN poetry install
ENV POETRY_CACHE_DIR=/opt/poetry
# want require-cache-mount: Poetry's cache folder /opt/poetry/cache\.
RUN poetry install
