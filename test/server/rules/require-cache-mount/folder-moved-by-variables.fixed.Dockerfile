FROM python:3.12-slim
ENV PIP_CACHE_DIR=/opt/pip-cache
# want require-cache-mount: /opt/pip-cache\.
RUN --mount=type=cache,target=/opt/pip-cache \
    pip install a
ENV NPM_CONFIG_CACHE=/opt/npm-cache
# want require-cache-mount: /opt/npm-cache\.
RUN --mount=type=cache,target=/opt/npm-cache \
    npm ci
WORKDIR /srv/home
ARG HOME=/srv/home
# want require-cache-mount: /srv/home/\.npm2\.
RUN --mount=type=cache,target=/srv/home/.npm2 \
    npm_config_cache=/srv/home/.npm2 npm ci
