FROM python:3.12-slim
# want require-cache-mount: pip's cache folder /root/\.cache/pip\.
RUN --mount=type=bind,source=requirements.txt,target=/tmp/requirements.txt --mount=type=cache,target=/root/.cache/pip pip install -r /tmp/requirements.txt
