FROM node:24-slim
WORKDIR /app
COPY --link . .
# want no-recursive-chown (withheld): --link
RUN chown -R node:node /app
