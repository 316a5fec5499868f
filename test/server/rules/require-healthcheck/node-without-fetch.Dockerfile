FROM node:16-alpine
ARG PORT=3000
ENV PORT=$PORT
EXPOSE ${PORT}
# want require-healthcheck: does not say how to ask
CMD ["npm", "start"]
