FROM python:3.12-slim
RUN useradd -m -u 1001 app
USER app
# want require-cache-mount: /home/app/\.cache/pip
# want require-cache-mount (withheld): may write to /home/app/\.cache
RUN pip install --user playwright && playwright install chromium
