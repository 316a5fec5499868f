FROM node:22-slim
RUN userdel -r node
ENV HOME=/home/node
# want require-cache-mount: /home/node/\.npm
# want require-cache-mount (withheld): Nothing before this RUN is known to make the home folder /home/node
RUN npm ci
