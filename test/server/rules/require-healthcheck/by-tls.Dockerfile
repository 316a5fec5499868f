FROM python:3.12-slim
# want require-healthcheck: does not say how to ask
# want require-healthcheck (withheld): port 8443
CMD ["gunicorn", "--certfile", "tls.crt", "--bind=0.0.0.0:8443", "main:app"]
