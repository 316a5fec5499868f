FROM python:3.12-slim
RUN mkdir /work \
  && touch /srv/a
ENV A=1 \
  B=2
# want require-cache-mount: pip's cache folder /root/\.cache/pip\.
RUN pip install build
