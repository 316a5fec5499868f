FROM node:24-slim
EXPOSE 3000 9229
# want require-healthcheck: does not say how to ask
# want require-healthcheck (withheld): several ports
CMD ["node", "--inspect", "server.js"]
