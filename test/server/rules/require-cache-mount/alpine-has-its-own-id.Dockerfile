FROM python:3.12-alpine
# want require-cache-mount: pip's cache folder /root/\.cache/pip\.
RUN pip install --no-cache-dir -r requirements.txt
FROM node:22-alpine
# want require-cache-mount: npm's cache folder /root/\.npm\.
RUN npm ci
FROM python:3.12-alpine
RUN adduser -D -u 1001 app
USER app
# want require-cache-mount: pip's cache folder /home/app/\.cache/pip\.
RUN pip install --user a
USER root
ENV PIP_CACHE_DIR=/opt/pip-cache
# want require-cache-mount: pip's cache folder /opt/pip-cache\.
RUN pip install a
