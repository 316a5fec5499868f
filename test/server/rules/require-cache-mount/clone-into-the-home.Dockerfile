FROM node:22-slim
ENV HOME=/srv/app
WORKDIR /srv/app
# want require-cache-mount: /srv/app/\.npm
# want require-cache-mount (withheld): `git` may fail or do less
RUN git clone https://example.com/app.git . && npm ci
