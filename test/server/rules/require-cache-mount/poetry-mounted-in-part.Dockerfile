FROM python:3.12-slim
RUN --mount=type=cache,target=/root/.cache/pypoetry/cache/ \
# want require-cache-mount: Poetry's cache folder /root/\.cache/pypoetry/artifacts\.
    poetry install --no-root
# want require-cache-mount: pip's cache folder /root/\.cache/pip\.
# want require-cache-mount: Poetry's cache folder /root/\.cache/pypoetry/cache\.
RUN pip install poetry==2.1.3 && poetry install
