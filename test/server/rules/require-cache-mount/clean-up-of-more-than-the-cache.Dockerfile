FROM python:3.12-slim
# want require-cache-mount: pip's cache folder /root/\.cache/pip\.
# want require-cache-mount (withheld): may also remove what other commands
RUN pip install pre-commit && pre-commit install-hooks && rm -rf /root/.cache
