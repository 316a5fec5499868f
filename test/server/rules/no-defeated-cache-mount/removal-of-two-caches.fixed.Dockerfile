FROM python:3.12-slim
RUN --mount=type=cache,target=/root/.cache/pip --mount=type=cache,target=/root/.npm pip install a && npm ci
    # want no-defeated-cache-mount: empties
