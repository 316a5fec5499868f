FROM nikolaik/python-nodejs:python3.12-nodejs22
USER root
# want require-cache-mount: apt's cache folder /var/cache/apt
RUN --mount=type=cache,target=/root/.cache/pip \
    --mount=type=cache,target=/root/.npm \
    --mount=type=cache,id=apt-nikolaik-python-nodejs-python3.12-nodejs22,target=/var/cache/apt,sharing=locked \
    --mount=type=cache,id=apt-lists-nikolaik-python-nodejs-python3.12-nodejs22,target=/var/lib/apt/lists,sharing=locked \
    apt-get update && apt-get -o Dir::Cache::archives=/var/cache/apt/archives/kept install -y --no-install-recommends git && \
    # want require-cache-mount: pip's cache folder /root/\.cache/pip\.
    pip install -r requirements.txt && \
    # want require-cache-mount: npm's cache folder /root/\.npm\.
    npm ci
