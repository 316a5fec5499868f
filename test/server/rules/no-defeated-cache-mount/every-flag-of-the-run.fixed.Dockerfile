FROM python:3.12-slim
RUN --mount=type=cache,target=/root/.cache/pip \
    # want no-defeated-cache-mount: `--no-cache-dir`
    pip install --upgrade pip && \
    # want no-defeated-cache-mount: `--no-cache`
    python -m pip install -r requirements.txt
