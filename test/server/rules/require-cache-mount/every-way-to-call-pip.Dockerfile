FROM python:3.12-slim
# want require-cache-mount: pip's cache folder /root/\.cache/pip\.
RUN pip3 install a
# want require-cache-mount: pip's cache folder /root/\.cache/pip\.
RUN pip3.12 install a
# want require-cache-mount: pip's cache folder /root/\.cache/pip\.
RUN /usr/local/bin/pip install a
# want require-cache-mount: pip's cache folder /root/\.cache/pip\.
RUN python -m pip install a
# want require-cache-mount: pip's cache folder /root/\.cache/pip\.
RUN python3.12 -m pip --quiet install a
# want require-cache-mount: pip's cache folder /root/\.cache/pip\.
RUN PIP_DEFAULT_TIMEOUT=100 pip install a
# want require-cache-mount: pip's cache folder /root/\.cache/pip\.
RUN env A=1 pip install a
# want require-cache-mount: pip's cache folder /root/\.cache/pip\.
RUN sh -c "pip install a"
# want require-cache-mount: pip's cache folder /root/\.cache/pip\.
RUN set -eux; pip install a
# want require-cache-mount: pip's cache folder /root/\.cache/pip\.
RUN (cd /app && pip install .)
# want require-cache-mount: pip's cache folder /root/\.cache/pip\.
RUN if [ -f a ]; then pip install a; fi
# want require-cache-mount: pip's cache folder /root/\.cache/pip\.
RUN pip -q --timeout 10 install a
# want require-cache-mount: pip's cache folder /root/\.cache/pip\.
RUN pip download a
# want require-cache-mount: pip's cache folder /root/\.cache/pip\.
RUN pip wheel -w /wheels a
# want require-cache-mount: pip's cache folder /root/\.cache/pip\.
RUN true || pip install a
# want require-cache-mount: pip's cache folder /root/\.cache/pip\.
RUN sudo pip install a
# want require-cache-mount: pip's cache folder /root/\.cache/pip\.
RUN . /venv/bin/activate && pip install a
