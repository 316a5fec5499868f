FROM python:3.12-slim
RUN --mount=type=cache,target=/var/cache/apt,sharing=locked \
    --mount=type=cache,target=/var/lib/apt/lists,sharing=locked \
    apt-get update && apt-get install -y git && \
    # want require-cache-mount: pip's cache folder /root/\.cache/pip\.
    pip install --no-cache-dir a
