FROM python:3.12-slim
# want no-defeated-cache-mount: `--no-cache-dir` makes pip ignore the cache mount at /root/\.cache/pip
RUN --mount=type=cache,target=/root/.cache/pip pip install -r requirements.txt
