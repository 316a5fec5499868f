# A script that cleans up removes caches by their folders, and fails on a mount.
FROM debian:12-slim
# want require-cache-mount (withheld): `clean_caches.sh` may remove /var/cache/apt
RUN apt-get update && apt-get install -y curl && \
    curl -sS https://example.com/bin/clean_caches.sh | sh && \
    rm -rf /var/lib/apt/lists/*

FROM python:3.12-slim-bookworm AS fetched
# want require-cache-mount (withheld): `cleanup` may remove /root/.cache/pip
RUN pip install flask && curl -sS https://example.com/cleanup | bash

FROM python:3.12-slim-bookworm AS own
COPY docker/clean-layer.sh /usr/bin/
# want require-cache-mount (withheld): `clean-layer.sh` may remove /root/.cache/pip
RUN pip install flask && clean-layer.sh

FROM python:3.12-slim-bookworm AS read
# want require-cache-mount (withheld): `cleanup.sh` may remove /root/.cache/pip
RUN pip install flask && bash -e ./scripts/cleanup.sh

FROM python:3.12-slim-bookworm AS sourced
# want require-cache-mount (withheld): `docker-clean` may remove /root/.cache/pip
RUN pip install flask && . /opt/docker-clean
