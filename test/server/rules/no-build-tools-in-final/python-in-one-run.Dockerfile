FROM python:3.12-slim
LABEL org.opencontainers.image.title="prices"
COPY requirements.txt /app/
RUN --mount=type=cache,id=apt-python-3.12-slim,target=/var/cache/apt,sharing=locked \
    --mount=type=cache,id=apt-lists-python-3.12-slim,target=/var/lib/apt/lists,sharing=locked \
    --mount=type=cache,target=/root/.cache/pip \
    apt-get update \
    # want no-build-tools-in-final: build-essential
    && apt-get -o Dir::Cache::archives=/var/cache/apt/archives/kept install -y --no-install-recommends build-essential \
    && pip install -r /app/requirements.txt
WORKDIR /app
COPY . .
CMD ["gunicorn", "main:app"]
