FROM python:3.12-slim
RUN <<EOT
# want require-cache-mount: pip's cache folder /root/\.cache/pip\.
# want require-cache-mount (withheld): cannot be taken out on its own
pip install build
pip cache purge
EOT
