FROM python:3.12-slim
WORKDIR /app
COPY . .
# want require-healthcheck: does not say how to ask
CMD ["uvicorn", "main:app", "--host", "0.0.0.0", "--port", "8102"]
