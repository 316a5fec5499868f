FROM python:3.12-slim AS dev
RUN apt-get update && apt-get install -y --no-install-recommends gcc
EXPOSE 8000
CMD ["uvicorn", "--reload", "main:app"]
