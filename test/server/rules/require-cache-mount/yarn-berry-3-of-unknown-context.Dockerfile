FROM node:16-slim
COPY . /images
RUN yarn set version 3.1.1
# want require-cache-mount: Yarn's cache folder /root/\.yarn/berry/cache\.
# want require-cache-mount (withheld): nodeLinker cannot be told, and with Plug'n'Play the program reads its packages from the cache folder when it runs
RUN yarn install
