FROM python:3.12-slim
WORKDIR /app
RUN apt-get update && apt-get install -y gcc libpq-dev
COPY requirements.txt ./
RUN pip install --no-cache-dir -r requirements.txt
# want no-cleanup-in-later-layer (withheld): RUN between the two
RUN apt-get purge -y gcc && apt-get autoremove -y
