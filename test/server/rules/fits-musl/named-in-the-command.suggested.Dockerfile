# want fits-musl: tensorflow is built
FROM python:3.12-slim
RUN pip install --no-cache-dir flask tensorflow==2.17.0
