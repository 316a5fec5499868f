FROM python:3.12-slim
EXPOSE 8000
HEALTHCHECK CMD ["python", "/health.py"]
CMD ["uvicorn", "main:app"]
