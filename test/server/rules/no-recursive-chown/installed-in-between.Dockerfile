FROM node:24-slim
WORKDIR /app
COPY . .
RUN npm ci
# want no-recursive-chown (withheld): `npm ci` before it may also put something into /app
RUN chown -R node:node /app
USER node
