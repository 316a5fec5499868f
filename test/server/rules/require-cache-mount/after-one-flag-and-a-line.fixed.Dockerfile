FROM python:3.12-slim
RUN --mount=type=secret,id=netrc,target=/root/.netrc \
  --mount=type=cache,target=/root/.cache/pip \
  # want require-cache-mount: pip's cache folder /root/\.cache/pip\.
  pip install -r requirements.txt
