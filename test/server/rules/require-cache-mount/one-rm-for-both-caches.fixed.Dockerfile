FROM python:3.12
RUN --mount=type=cache,target=/root/.cache/pip \
    --mount=type=cache,target=/root/.npm \
    # want require-cache-mount: pip's cache folder /root/\.cache/pip\.
    pip install ansible && \
    # want require-cache-mount: npm's cache folder /root/\.npm\.
    npm install -g npm
