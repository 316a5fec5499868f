FROM node:24-slim
WORKDIR /home/node/app
COPY --link=false --chown=root . ./
# want no-recursive-chown: .
RUN chown -Rv node:node .
USER node
