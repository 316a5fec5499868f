FROM python:3.12-slim-bookworm
ENV PYTHONUNBUFFERED=1
WORKDIR /app
RUN --mount=type=cache,id=apt-bookworm,target=/var/cache/apt,sharing=locked \
    --mount=type=cache,id=apt-lists-bookworm,target=/var/lib/apt/lists,sharing=locked \
    apt-get update && apt-get -o Dir::Cache::archives=/var/cache/apt/archives/kept install -y --no-install-recommends \
    # want no-build-tools-in-final: gcc and libpq-dev, which only its build needs \(172 MB
    gcc \
    libpq-dev \
    curl
COPY requirements.txt ./
RUN --mount=type=cache,target=/root/.cache/pip \
    pip install -r requirements.txt
COPY shared/ ./shared/
COPY src/ ./src/
EXPOSE 8102
HEALTHCHECK CMD curl -f http://127.0.0.1:8102/health || exit 1
CMD ["uvicorn", "src.main:app", "--host", "0.0.0.0", "--port", "8102"]
