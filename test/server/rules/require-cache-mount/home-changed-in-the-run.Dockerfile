FROM node:22-slim
ENV HOME=/home/node
# want require-cache-mount: /home/node/\.npm
# want require-cache-mount (withheld): `chown -R` would change the mount at /home/node/\.npm
RUN npm ci && chown -R node:node ~
# want require-cache-mount: /home/node/\.npm
# want require-cache-mount (withheld): `chown -R` would change the mount at /home/node/\.npm
RUN npm ci && cd /home && chown -R node:node .
# want require-cache-mount: /home/node/\.npm
# want require-cache-mount (withheld): `chmod -R` would change the mount
RUN npm ci && chmod --recursive g=u /home
# want require-cache-mount: /home/node/\.npm
# want require-cache-mount (withheld): `chgrp -R` would change the mount
RUN npm ci && chgrp -R 0 "$HOME"
# want require-cache-mount: /home/node/\.npm
# want require-cache-mount (withheld): `chown -R` changes \$FOLDER, which may be above
RUN npm ci && chown -R node $FOLDER
# want require-cache-mount: /home/node/\.npm
# want require-cache-mount (withheld): `mv` would take the mount
RUN npm ci && mv $HOME /home/app
# want require-cache-mount: /home/node/\.npm
# want require-cache-mount (withheld): `cp` would take the mount
RUN npm ci && cp -a /home/node/. /home/app
# want require-cache-mount: /home/node/\.npm
# want require-cache-mount (withheld): `tar` would take the mount
RUN npm ci && tar czf /tmp/home.tgz -C / home
# want require-cache-mount: /home/node/\.npm
# want require-cache-mount (withheld): `usermod` may fail or do less
RUN usermod -u 1001 node && npm ci
