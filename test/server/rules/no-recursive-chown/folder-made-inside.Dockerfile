FROM node:24-slim
WORKDIR /app
COPY . .
# want no-recursive-chown (withheld): `mkdir -p` before it
RUN mkdir -p data/uploads && chown -R node:node /app
USER node
