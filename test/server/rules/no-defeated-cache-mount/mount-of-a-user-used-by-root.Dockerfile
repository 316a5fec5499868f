FROM python:3.12-slim
# want no-defeated-cache-mount: belongs to another user
# want no-defeated-cache-mount (withheld): .
RUN --mount=type=cache,target=/root/.cache/pip,uid=1000 pip install a
