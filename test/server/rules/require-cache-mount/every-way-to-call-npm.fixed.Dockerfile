FROM node:22-slim
# want require-cache-mount: npm's cache folder /root/\.npm\.
RUN --mount=type=cache,target=/root/.npm \
    npm ci
# want require-cache-mount: npm's cache folder /root/\.npm\.
RUN --mount=type=cache,target=/root/.npm \
    npm install
# want require-cache-mount: npm's cache folder /root/\.npm\.
RUN --mount=type=cache,target=/root/.npm \
    npm i
# want require-cache-mount: npm's cache folder /root/\.npm\.
RUN --mount=type=cache,target=/root/.npm \
    npm add a
# want require-cache-mount: npm's cache folder /root/\.npm\.
RUN --mount=type=cache,target=/root/.npm \
    npm install -g npm
# want require-cache-mount: npm's cache folder /root/\.npm\.
RUN --mount=type=cache,target=/root/.npm \
    npm --prefix web ci
# want require-cache-mount: npm's cache folder /root/\.npm\.
RUN --mount=type=cache,target=/root/.npm \
    npm clean-install
# want require-cache-mount: npm's cache folder /root/\.npm\.
RUN --mount=type=cache,target=/root/.npm \
    npm install-ci-test
# want require-cache-mount: npm's cache folder /root/\.npm\.
RUN --mount=type=cache,target=/root/.npm \
    npm update
# want require-cache-mount: npm's cache folder /root/\.npm\.
RUN --mount=type=cache,target=/root/.npm \
    cd web && npm ci
# want require-cache-mount: npm's cache folder /root/\.npm\.
RUN --mount=type=cache,target=/root/.npm \
    corepack npm install
