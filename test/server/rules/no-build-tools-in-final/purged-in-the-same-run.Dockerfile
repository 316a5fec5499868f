FROM python:3.12-slim
COPY requirements.txt ./
RUN apt-get update && apt-get install -y --no-install-recommends gcc \
    && pip install -r requirements.txt \
    && apt-get purge -y --auto-remove gcc
EXPOSE 8000
CMD ["uvicorn", "main:app"]
