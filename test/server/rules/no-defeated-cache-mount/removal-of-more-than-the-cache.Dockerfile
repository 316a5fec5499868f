FROM python:3.12-slim
# want no-defeated-cache-mount: `rm -rf /root/\.cache`
# want no-defeated-cache-mount (withheld): may also remove
RUN --mount=type=cache,target=/root/.cache/pip pip install a && pre-commit install-hooks && rm -rf /root/.cache
