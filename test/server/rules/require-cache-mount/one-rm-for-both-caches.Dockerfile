FROM python:3.12
RUN \
    # want require-cache-mount: pip's cache folder /root/\.cache/pip\.
    pip install --no-cache-dir ansible && \
    # want require-cache-mount: npm's cache folder /root/\.npm\.
    npm install -g npm && \
    rm -rf /root/.npm /root/.cache/pip
