FROM python:3.12-slim
WORKDIR /app
# want cache-mount-target: `~` means nothing in a mount, so this one is at /app/~/\.cache/pip and stays empty: write /root/\.cache/pip
RUN --mount=type=cache,target=/root/.cache/pip pip install a
# want cache-mount-target: HOME has no value in a mount here, so this one is at /\.cache/pip
RUN --mount=type=cache,target=/root/.cache/pip pip install a
# want cache-mount-target: HOME has no value
RUN --mount=type=cache,target="/root/.cache/pip" pip install a
