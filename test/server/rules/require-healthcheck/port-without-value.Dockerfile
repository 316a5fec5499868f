FROM python:3.12-slim
ARG PORT
EXPOSE $PORT
# want require-healthcheck: does not say how to ask
# want require-healthcheck (withheld): no value here
CMD ["python", "server.py"]
