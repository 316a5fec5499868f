FROM python:3.12-slim
# want no-build-tools-in-final: gcc and make
# want no-build-tools-in-final (withheld): runs make after the build
RUN apt-get update && apt-get install -y --no-install-recommends gcc make
COPY requirements.txt ./
RUN pip install -r requirements.txt
COPY . .
RUN make assets
CMD ["gunicorn", "main:app"]
