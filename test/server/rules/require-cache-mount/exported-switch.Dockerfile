FROM python:3.12-slim
# want require-cache-mount: pip's cache folder /root/\.cache/pip\.
RUN export PIP_NO_CACHE_DIR=off && pip install a
# want require-cache-mount: pip's cache folder /root/\.cache/pip\.
RUN PIP_NO_CACHE_DIR=1 PIP_ROOT_USER_ACTION=ignore pip install a
# want require-cache-mount: pip's cache folder /root/\.cache/pip\.
RUN PIP_NO_CACHE_DIR= pip install a
