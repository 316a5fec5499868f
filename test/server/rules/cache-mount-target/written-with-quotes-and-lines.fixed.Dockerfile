FROM python:3.12-slim
RUN useradd -m -u 1001 app
USER app
WORKDIR /home/app
# want cache-mount-target: pip caches in /home/app/\.cache/pip
RUN --mount="type=cache,dst=/home/app/.cache/pip,uid=1001,gid=1001" pip install a
# want cache-mount-target: pip caches
RUN --mount=type=cache,destination="/home/app/.cache/pip",sharing=locked,uid=1001,gid=1001 pip install a
# want cache-mount-target: pip caches
RUN --mount='type=cache,Target=/home/app/.cache/pip,uid=1001,gid=1001' \
    pip install a
# want cache-mount-target: pip caches
RUN --mount=type=cache,\
target=/home/app/.cache/pip,uid=1001,gid=1001 \
    pip install a
