FROM python:3.12-slim
RUN --mount=type=cache,target=/root/.cache/pip <<EOT
set -e
# want require-cache-mount: pip's cache folder /root/\.cache/pip\.
pip install build
EOT
