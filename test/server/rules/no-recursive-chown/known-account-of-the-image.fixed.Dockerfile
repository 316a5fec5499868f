FROM node:24-slim
WORKDIR /home/node/app
COPY --link=false --chown=node:node . ./
# want no-recursive-chown: .
RUN chown -v node:node .
USER node
