FROM python:3.12-slim
# want require-cache-mount: cache folder\.
# want require-cache-mount (withheld): --cache-dir is not a plain absolute path
RUN pip install --cache-dir .cache a
