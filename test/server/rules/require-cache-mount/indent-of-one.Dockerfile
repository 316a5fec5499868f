# Packages below a line that starts with one space are aligned to it, not to RUN.
FROM python:3.12-slim-bookworm
RUN set -ex \
 && echo \
      one \
      two \
 && mkdir /data

# want require-cache-mount: pip's cache folder
RUN pip install flask

RUN set -ex \
# want require-cache-mount: pip's cache folder
 && pip install \
      gunicorn \
 && mkdir /more
