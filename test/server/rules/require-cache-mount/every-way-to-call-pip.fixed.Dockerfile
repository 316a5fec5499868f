FROM python:3.12-slim
# want require-cache-mount: pip's cache folder /root/\.cache/pip\.
RUN --mount=type=cache,target=/root/.cache/pip \
    pip3 install a
# want require-cache-mount: pip's cache folder /root/\.cache/pip\.
RUN --mount=type=cache,target=/root/.cache/pip \
    pip3.12 install a
# want require-cache-mount: pip's cache folder /root/\.cache/pip\.
RUN --mount=type=cache,target=/root/.cache/pip \
    /usr/local/bin/pip install a
# want require-cache-mount: pip's cache folder /root/\.cache/pip\.
RUN --mount=type=cache,target=/root/.cache/pip \
    python -m pip install a
# want require-cache-mount: pip's cache folder /root/\.cache/pip\.
RUN --mount=type=cache,target=/root/.cache/pip \
    python3.12 -m pip --quiet install a
# want require-cache-mount: pip's cache folder /root/\.cache/pip\.
RUN --mount=type=cache,target=/root/.cache/pip \
    PIP_DEFAULT_TIMEOUT=100 pip install a
# want require-cache-mount: pip's cache folder /root/\.cache/pip\.
RUN --mount=type=cache,target=/root/.cache/pip \
    env A=1 pip install a
# want require-cache-mount: pip's cache folder /root/\.cache/pip\.
RUN --mount=type=cache,target=/root/.cache/pip \
    sh -c "pip install a"
# want require-cache-mount: pip's cache folder /root/\.cache/pip\.
RUN --mount=type=cache,target=/root/.cache/pip \
    set -eux; pip install a
# want require-cache-mount: pip's cache folder /root/\.cache/pip\.
RUN --mount=type=cache,target=/root/.cache/pip \
    (cd /app && pip install .)
# want require-cache-mount: pip's cache folder /root/\.cache/pip\.
RUN --mount=type=cache,target=/root/.cache/pip \
    if [ -f a ]; then pip install a; fi
# want require-cache-mount: pip's cache folder /root/\.cache/pip\.
RUN --mount=type=cache,target=/root/.cache/pip \
    pip -q --timeout 10 install a
# want require-cache-mount: pip's cache folder /root/\.cache/pip\.
RUN --mount=type=cache,target=/root/.cache/pip \
    pip download a
# want require-cache-mount: pip's cache folder /root/\.cache/pip\.
RUN --mount=type=cache,target=/root/.cache/pip \
    pip wheel -w /wheels a
# want require-cache-mount: pip's cache folder /root/\.cache/pip\.
RUN --mount=type=cache,target=/root/.cache/pip \
    true || pip install a
# want require-cache-mount: pip's cache folder /root/\.cache/pip\.
RUN --mount=type=cache,target=/root/.cache/pip \
    sudo pip install a
# want require-cache-mount: pip's cache folder /root/\.cache/pip\.
RUN --mount=type=cache,target=/root/.cache/pip \
    . /venv/bin/activate && pip install a
