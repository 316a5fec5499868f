FROM python:3.12-alpine
# want require-cache-mount: pip's cache folder /root/\.cache/pip\.
RUN pip install --no-cache-dir -r requirements.txt
FROM node:22-alpine
# want require-cache-mount: npm's cache folder /root/\.npm\.
RUN npm ci
