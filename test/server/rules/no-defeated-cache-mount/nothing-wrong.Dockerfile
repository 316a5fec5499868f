FROM python:3.12-slim
RUN --mount=type=cache,target=/root/.cache/pip pip install a
RUN --mount=type=tmpfs,target=/root/.cache/pip pip install --no-cache-dir a
RUN --mount=type=cache,target=/root/.cache/pip pip list --no-cache-dir
