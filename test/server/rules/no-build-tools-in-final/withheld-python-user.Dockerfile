FROM python:3.12-slim
# want no-build-tools-in-final: gcc
# want no-build-tools-in-final (withheld): told to put packages elsewhere
RUN apt-get update && apt-get install -y --no-install-recommends gcc
COPY requirements.txt ./
RUN pip install --prefix=/install -r requirements.txt
CMD ["gunicorn", "main:app"]
