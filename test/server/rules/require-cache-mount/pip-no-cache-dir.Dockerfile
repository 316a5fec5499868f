FROM python:3.12-slim
WORKDIR /app
COPY requirements.txt .
# want require-cache-mount: pip's cache folder /root/\.cache/pip\.
RUN pip install --no-cache-dir -r requirements.txt
COPY . .
