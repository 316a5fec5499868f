FROM ghcr.io/example/python-base:3
COPY . /app
EXPOSE 8000
CMD ["uvicorn", "main:app"]
