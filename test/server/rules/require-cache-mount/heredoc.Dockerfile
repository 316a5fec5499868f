FROM python:3.12-slim
RUN <<EOT
set -e
# want require-cache-mount: pip's cache folder /root/\.cache/pip\.
pip install --no-cache-dir build
pip cache purge
EOT
