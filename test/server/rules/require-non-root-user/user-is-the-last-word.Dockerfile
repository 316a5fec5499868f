FROM python:3.12-slim
RUN useradd --create-home app
COPY --chown=app . /app
USER root
EXPOSE 8000
# want require-non-root-user: the last USER is root
CMD ["uvicorn", "--app-dir", "/app", "main:app"]
