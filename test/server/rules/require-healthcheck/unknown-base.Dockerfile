FROM ghcr.io/example/python-base:3
EXPOSE 8000
CMD ["uvicorn", "main:app"]
