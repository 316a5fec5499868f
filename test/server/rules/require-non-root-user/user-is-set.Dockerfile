FROM python:3.12-slim
RUN useradd --create-home app
COPY . /app
USER app
EXPOSE 8000
CMD ["uvicorn", "main:app"]
