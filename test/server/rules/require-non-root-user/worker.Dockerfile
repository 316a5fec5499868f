FROM python:3.12-slim
COPY . /app
# want require-non-root-user: no USER is set
CMD ["celery", "-A", "shop", "worker"]
