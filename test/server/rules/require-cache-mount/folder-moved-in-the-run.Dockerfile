FROM python:3.12-slim
# want require-cache-mount: /opt/a\.
RUN export PIP_CACHE_DIR=/opt/a && pip install a
# want require-cache-mount: /opt/b/pip\.
RUN XDG_CACHE_HOME=/opt/b pip install a
# want require-cache-mount: /opt/c\.
RUN pip install --cache-dir /opt/c a
# want require-cache-mount: /opt/npm\.
RUN npm ci --cache=/opt/npm && rm -rf /opt/npm
