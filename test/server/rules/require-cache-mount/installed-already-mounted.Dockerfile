FROM python:3.12-slim
RUN --mount=type=cache,target=/root/.cache/pip pip install a
RUN --mount=type=cache,target=/root/.cache pip install a
RUN --mount=type=cache,dst=/root/.cache/pip,id=pip pip install a
RUN --mount=type=tmpfs,target=/root/.cache/pip pip install a
RUN --mount=type=cache,target=/root/.npm,sharing=locked npm ci
