FROM python:3.12-slim
# want require-cache-mount: pip's cache folder /root/\.cache/pip\.
RUN ["python3", "-m", "pip", "install", "-r", "requirements.txt"]
