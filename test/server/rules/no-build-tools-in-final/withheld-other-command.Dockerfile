FROM python:3.12-slim
# want no-build-tools-in-final: gcc
# want no-build-tools-in-final (withheld): `mkdir` in line 5
RUN apt-get update && apt-get install -y --no-install-recommends gcc
RUN mkdir /data
COPY requirements.txt ./
RUN pip install -r requirements.txt
CMD ["gunicorn", "main:app"]
