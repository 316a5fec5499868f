FROM python:3.12
ENV PIP_NO_CACHE_DIR=1
# Without this assignment, the variable above would switch the cache off.
# want require-cache-mount: mount pip's cache folder
RUN PIP_NO_CACHE_DIR=yes python -m pip install --no-cache-dir numpy
# want require-cache-mount: mount pip's cache folder
RUN export PIP_NO_CACHE_DIR=off && pip install scipy
