FROM python:3.12-slim
RUN pip install awslambdaric
EXPOSE 8080
ENTRYPOINT ["python", "-m", "awslambdaric"]
CMD ["app.handler"]
