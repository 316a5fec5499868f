FROM python:3.12-slim
WORKDIR /app
COPY . .
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8102/', timeout=3)"]
# want require-healthcheck: does not say how to ask
CMD ["uvicorn", "main:app", "--host", "0.0.0.0", "--port", "8102"]
