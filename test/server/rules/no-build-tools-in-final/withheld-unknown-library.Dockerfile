FROM python:3.12-slim
# want no-build-tools-in-final: gcc and libldap2-dev
# want no-build-tools-in-final (withheld): behind libldap2-dev
RUN apt-get update && apt-get install -y --no-install-recommends gcc libldap2-dev
COPY requirements.txt ./
RUN pip install -r requirements.txt
CMD ["gunicorn", "main:app"]
