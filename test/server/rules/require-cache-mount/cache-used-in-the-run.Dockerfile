FROM python:3.12-slim
# want require-cache-mount: pip's cache folder /root/\.cache/pip\.
# want require-cache-mount (withheld): `chown` uses /root/\.cache/pip in the same RUN
RUN pip install a && chown -R 1000 /root/.cache/pip
