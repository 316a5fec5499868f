FROM python:3.12-slim
# want require-cache-mount: /opt/a\.
# want require-cache-mount (withheld): different cache folders
RUN pip install --cache-dir /opt/a a && pip install --cache-dir /opt/b b
