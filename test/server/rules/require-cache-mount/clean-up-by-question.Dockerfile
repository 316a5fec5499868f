FROM node:22-slim
# want require-cache-mount: npm's cache folder /root/\.npm\.
RUN npm ci && rm -rf "$(npm config get cache)"
# want require-cache-mount: npm's cache folder /root/\.npm\.
RUN npm ci && rm -rf $HOME/.npm/_cacache ~/.npm/_logs
# want require-cache-mount: npm's cache folder /root/\.npm\.
RUN npm ci && rm -rf ~/.npm/_logs
