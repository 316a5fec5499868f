FROM python:3.12-slim
RUN --mount=type=cache,target=/root/.cache/pip <<EOT
set -e
# want no-defeated-cache-mount: `--no-cache-dir`
pip install a
EOT
