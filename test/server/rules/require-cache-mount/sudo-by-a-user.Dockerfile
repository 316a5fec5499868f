FROM python:3.12-slim
RUN useradd -m -u 1001 app
USER app
# want require-cache-mount: cache folder\.
# want require-cache-mount (withheld): sudo changes the user
RUN sudo pip install a
