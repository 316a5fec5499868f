# syntax=docker/dockerfile:1.0
FROM python:3.12-slim
# want require-cache-mount: pip's cache folder /root/\.cache/pip\.
# want require-cache-mount (withheld): may not know cache mounts
RUN pip install a
