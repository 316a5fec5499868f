FROM node:24-slim
# want require-healthcheck: does not say how to ask
# want require-healthcheck (withheld): which port answers
CMD ["npm", "start"]
