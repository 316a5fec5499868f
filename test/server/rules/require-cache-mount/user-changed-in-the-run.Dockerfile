FROM python:3.12-slim
RUN useradd -m -u 1001 app
# want require-cache-mount: cache folder\.
# want require-cache-mount (withheld): gosu changes the user
RUN gosu app pip install --user a
