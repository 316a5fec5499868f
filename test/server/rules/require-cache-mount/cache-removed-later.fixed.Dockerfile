FROM python:3.12-slim
# want require-cache-mount: pip's cache folder /root/\.cache/pip\.
RUN --mount=type=cache,target=/root/.cache/pip \
    pip install a
RUN rm -rf /root/.cache/pip
FROM python:3.12-slim
# want require-cache-mount: pip's cache folder /root/\.cache/pip\.
# want require-cache-mount (withheld): later instruction uses /root/\.cache/pip
RUN pip install a
RUN rm -r /root/.cache
