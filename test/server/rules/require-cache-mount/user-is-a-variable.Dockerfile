FROM python:3.12-slim
ARG WHO
USER $WHO
# want require-cache-mount: cache folder\.
# want require-cache-mount (withheld): .
RUN pip install a
