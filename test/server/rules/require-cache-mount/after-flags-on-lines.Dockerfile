FROM python:3.12-slim
RUN --mount=type=bind,source=requirements.txt,target=/tmp/requirements.txt \
    # wheels come from the index
    --mount=type=secret,id=netrc,target=/root/.netrc \
    # want require-cache-mount: pip's cache folder /root/\.cache/pip\.
    pip install -r /tmp/requirements.txt
