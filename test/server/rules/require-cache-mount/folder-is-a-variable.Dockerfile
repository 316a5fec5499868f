FROM python:3.12-slim
ARG DIR
ENV PIP_CACHE_DIR=$DIR
# want require-cache-mount: cache folder\.
# want require-cache-mount (withheld): PIP_CACHE_DIR cannot be told
RUN pip install a
