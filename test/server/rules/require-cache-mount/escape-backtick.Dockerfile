# escape=`
FROM python:3.12-slim
# want require-cache-mount: pip's cache folder /root/\.cache/pip\.
RUN pip install --no-cache-dir a
