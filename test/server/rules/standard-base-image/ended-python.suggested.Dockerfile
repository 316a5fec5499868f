# want standard-base-image: ^Python 3\.9 has had no security fixes since 2025-10: move to Python 3\.12, supported until 2028-10\.$
FROM python:3.12-slim
WORKDIR /app
COPY . .
CMD ["python", "main.py"]
