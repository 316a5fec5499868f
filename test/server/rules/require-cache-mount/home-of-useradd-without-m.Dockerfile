FROM python:3.12-slim
RUN useradd --uid 1001 app
USER app
# want require-cache-mount: /home/app/\.cache/pip
# want require-cache-mount (withheld): Nothing before this RUN is known to make the home folder /home/app
RUN pip install --target /tmp/a a
