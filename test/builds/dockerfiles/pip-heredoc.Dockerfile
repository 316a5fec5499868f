FROM python:3.12-slim-bookworm
ARG PIP_INDEX_URL
ARG PIP_TRUSTED_HOST
WORKDIR /app
COPY . .
RUN <<SCRIPT
set -e
pip install --no-cache-dir -r requirements.txt
echo installed > /installed
SCRIPT
CMD ["python", "app.py"]
