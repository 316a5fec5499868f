FROM python:3.12-slim
ARG APP_USER
USER ${APP_USER}
EXPOSE 8000
CMD ["uvicorn", "main:app"]
