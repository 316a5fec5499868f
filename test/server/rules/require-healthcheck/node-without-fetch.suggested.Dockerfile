FROM node:16-alpine
ARG PORT=3000
ENV PORT=$PORT
EXPOSE ${PORT}
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
    CMD ["node", "-e", "require('http').get('http://127.0.0.1:3000/', r => process.exit(r.statusCode < 400 ? 0 : 1)).on('error', () => process.exit(1))"]
# want require-healthcheck: does not say how to ask
CMD ["npm", "start"]
