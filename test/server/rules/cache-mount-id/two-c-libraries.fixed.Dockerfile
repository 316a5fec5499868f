FROM python:3.12-alpine AS a
WORKDIR /app
# want cache-mount-id: What pip compiles on Alpine does not run with glibc
RUN --mount=type=cache,id=pip-musl,target=/root/.cache/pip pip install a
RUN --mount=type=cache,id=pip-musl,target=/root/.cache/pip pip install b
FROM python:3.12-slim
RUN --mount=type=cache,target=/root/.cache/pip pip install a
FROM python:3.12-alpine
RUN --mount=type=cache,target=/root/.cache/pip,uid=5 pip --version
RUN --mount=type=cache,id=pip-musl,target=/root/.cache/pip pip install a
