FROM nikolaik/python-nodejs:python3.12-nodejs22
USER root
# want require-cache-mount: apt's cache folder /var/cache/apt
RUN apt-get update && apt-get install -y --no-install-recommends git && \
    # want require-cache-mount: pip's cache folder /root/\.cache/pip\.
    pip install --no-cache-dir -r requirements.txt && \
    # want require-cache-mount: npm's cache folder /root/\.npm\.
    npm ci && \
    rm -rf /var/lib/apt/lists/* /root/.npm /root/.cache/pip
