FROM python:3.12-slim
RUN useradd -m app
USER app
# want require-cache-mount: pip's cache folder
# want require-cache-mount (withheld): .
RUN pip install --user a
