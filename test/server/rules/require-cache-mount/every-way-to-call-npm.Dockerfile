FROM node:22-slim
# want require-cache-mount: npm's cache folder /root/\.npm\.
RUN npm ci
# want require-cache-mount: npm's cache folder /root/\.npm\.
RUN npm install
# want require-cache-mount: npm's cache folder /root/\.npm\.
RUN npm i
# want require-cache-mount: npm's cache folder /root/\.npm\.
RUN npm add a
# want require-cache-mount: npm's cache folder /root/\.npm\.
RUN npm install -g npm
# want require-cache-mount: npm's cache folder /root/\.npm\.
RUN npm --prefix web ci
# want require-cache-mount: npm's cache folder /root/\.npm\.
RUN npm clean-install
# want require-cache-mount: npm's cache folder /root/\.npm\.
RUN npm install-ci-test
# want require-cache-mount: npm's cache folder /root/\.npm\.
RUN npm update
# want require-cache-mount: npm's cache folder /root/\.npm\.
RUN cd web && npm ci
# want require-cache-mount: npm's cache folder /root/\.npm\.
RUN corepack npm install
