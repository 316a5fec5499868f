FROM node:22-slim
COPY package.json yarn.lock ./
# want require-cache-mount: Yarn's cache folder /usr/local/share/\.cache/yarn\.
# want require-cache-mount (withheld): Nothing tells whether this is Yarn 1 or a later one, which keep their caches in different folders
RUN yarn install
# want require-cache-mount: Yarn's cache folder /usr/local/share/\.cache/yarn\.
# want require-cache-mount (withheld): Nothing tells whether this is Yarn 1 or a later one, which keep their caches in different folders
RUN yarn
