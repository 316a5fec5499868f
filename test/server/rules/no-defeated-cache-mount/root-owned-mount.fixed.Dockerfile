FROM python:3.12-slim
RUN useradd -m -u 1001 app
USER app
# want no-defeated-cache-mount: belongs to another user than pip runs as
RUN --mount=type=cache,target=/home/app/.cache/pip,uid=1001,gid=1001 pip install --user a
RUN --mount=type=cache,target=/home/app/.cache/pip,uid=1001,gid=1001 pip install --user a
RUN --mount=type=cache,target=/home/app/.cache/pip,mode=0777 pip install --user a
