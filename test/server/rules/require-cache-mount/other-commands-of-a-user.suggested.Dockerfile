FROM python:3.12-slim
RUN useradd -m -u 1001 app
USER app
# want require-cache-mount: /home/app/\.cache/pip
# want require-cache-mount (withheld): may write to /home/app/\.cache
RUN --mount=type=cache,target=/home/app/.cache/pip,uid=1001,gid=1001 \
    pip install --user playwright && playwright install chromium
