FROM python:3.12-slim
RUN useradd -m -u 1001 app
USER app
WORKDIR /home/app
# want cache-mount-target: pip caches in /home/app/\.cache/pip
RUN --mount="type=cache,dst=/root/.cache/pip" pip install a
# want cache-mount-target: pip caches
RUN --mount=type=cache,destination="/root/.cache/pip",sharing=locked pip install a
# want cache-mount-target: pip caches
RUN --mount='type=cache,Target=/root/.cache/pip' \
    pip install a
# want cache-mount-target: pip caches
RUN --mount=type=cache,\
target=/root/.cache/\
pip \
    pip install a
