FROM node:22-bookworm-slim
WORKDIR /home/node/app
RUN chown node:node /home/node/app
USER node
COPY --chown=node:node . .
RUN npm ci --omit=dev
CMD ["node", "server.mjs"]
