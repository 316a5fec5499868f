FROM python:3.12-slim
RUN pip config set global.no-cache-dir true
# want require-cache-mount: pip's cache folder /root/\.cache/pip\.
# want require-cache-mount (withheld): `pip config set no-cache-dir` switches the cache off
RUN pip install a
