FROM node:22-slim AS node
ENV HOME=/home/node
# want require-cache-mount: /home/node/\.npm
RUN npm ci && mkdir -p ~/bin && chown node ~ && cp -r a $HOME && tar xzf a.tgz -C /home/node && useradd -m app
FROM python:3.12-slim AS made
RUN useradd -rms /bin/sh app && mkdir -p /srv/tool/bin
ENV HOME=/home/app
# want require-cache-mount: /home/app/\.cache/pip
RUN pip install a && chown -R app /srv/tool
ENV HOME=/srv/tool
# want require-cache-mount: /srv/tool/\.cache/pip
RUN pip install a
FROM made
ENV HOME=/home/app
# want require-cache-mount: /home/app/\.cache/pip
RUN pip install b
FROM python:3.12-slim
COPY dotfiles /home/copied/
ENV HOME=/home/copied
# want require-cache-mount: /home/copied/\.cache/pip
RUN pip install a
# want require-cache-mount: /root/\.cache/pip
RUN useradd -g root -m app && HOME=/root pip install a && chown -R app /home/app && chmod 700 /root
