FROM python:3.12-slim
RUN apt-get install -y bash \
                       curl
RUN apt-get install -y git \
                       make
# want require-cache-mount: /root/\.cache/pip
RUN --mount=type=cache,target=/root/.cache/pip \
    pip install a
