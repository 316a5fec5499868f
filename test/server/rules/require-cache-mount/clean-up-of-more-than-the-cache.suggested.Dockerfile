FROM python:3.12-slim
# want require-cache-mount: pip's cache folder /root/\.cache/pip\.
# want require-cache-mount (withheld): may also remove what other commands
RUN --mount=type=cache,target=/root/.cache/pip \
    pip install pre-commit && pre-commit install-hooks
