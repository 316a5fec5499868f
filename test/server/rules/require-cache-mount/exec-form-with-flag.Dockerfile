FROM python:3.12-slim
# want require-cache-mount: pip's cache folder /root/\.cache/pip\.
# want require-cache-mount (withheld): --no-cache-dir`? cannot be taken out
RUN ["pip", "install", "--no-cache-dir", "build"]
