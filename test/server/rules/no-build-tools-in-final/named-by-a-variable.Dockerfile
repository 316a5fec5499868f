FROM python:3.12-slim
COPY requirements.txt ./
RUN buildDeps='gcc libpq-dev' \
    && apt-get update && apt-get install -y --no-install-recommends $buildDeps \
    && pip install -r requirements.txt \
    && apt-get purge -y --auto-remove $buildDeps
EXPOSE 8000
CMD ["uvicorn", "main:app"]
