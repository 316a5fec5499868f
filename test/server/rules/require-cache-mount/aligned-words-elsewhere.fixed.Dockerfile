FROM python:3.12-slim
RUN install -d -m 0755 /bash \
                   /curl
RUN install -d -m 0755 /git \
                   /make
# want require-cache-mount: /root/\.cache/pip
RUN --mount=type=cache,target=/root/.cache/pip \
    pip install a
