FROM node:22-slim AS node
ENV HOME=/home/node
# want require-cache-mount: /home/node/\.npm
RUN --mount=type=cache,target=/home/node/.npm \
    npm ci && mkdir -p ~/bin && chown node ~ && cp -r a $HOME && tar xzf a.tgz -C /home/node && useradd -m app
FROM python:3.12-slim AS made
RUN useradd -rms /bin/sh app && mkdir -p /srv/tool/bin
ENV HOME=/home/app
# want require-cache-mount: /home/app/\.cache/pip
RUN --mount=type=cache,target=/home/app/.cache/pip \
    pip install a && chown -R app /srv/tool
ENV HOME=/srv/tool
# want require-cache-mount: /srv/tool/\.cache/pip
RUN --mount=type=cache,target=/srv/tool/.cache/pip \
    pip install a
FROM made
ENV HOME=/home/app
# want require-cache-mount: /home/app/\.cache/pip
RUN --mount=type=cache,target=/home/app/.cache/pip \
    pip install b
FROM python:3.12-slim
COPY dotfiles /home/copied/
ENV HOME=/home/copied
# want require-cache-mount: /home/copied/\.cache/pip
RUN --mount=type=cache,target=/home/copied/.cache/pip \
    pip install a
# want require-cache-mount: /root/\.cache/pip
RUN --mount=type=cache,target=/root/.cache/pip \
    useradd -g root -m app && HOME=/root pip install a && chown -R app /home/app && chmod 700 /root
