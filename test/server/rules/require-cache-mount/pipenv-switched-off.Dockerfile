FROM python:3.12-slim
ENV PIP_NO_CACHE_DIR=off
# want require-cache-mount: Pipenv's cache folder /root/\.cache/pipenv\.
# want require-cache-mount (withheld): PIP_NO_CACHE_DIR switches the cache off for the whole stage, so a mount alone would stay empty
RUN pipenv install --system
