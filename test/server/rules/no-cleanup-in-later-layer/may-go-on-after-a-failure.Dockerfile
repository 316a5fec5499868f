FROM node:24-slim
RUN npm install -g typescript
# want no-cleanup-in-later-layer (withheld): does other things
RUN npm cache clean --force || true
RUN set -f; npm install -g eslint
# want no-cleanup-in-later-layer (withheld): not plain lists
RUN rm -rf /root/.npm
