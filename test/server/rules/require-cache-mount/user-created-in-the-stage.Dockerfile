FROM python:3.12-slim
RUN useradd --create-home --uid 1001 app
USER app
# want require-cache-mount: pip's cache folder /home/app/\.cache/pip\.
RUN pip install --user --no-cache-dir -r requirements.txt
