FROM node:24-alpine
WORKDIR /app
COPY . .
# want no-build-tools-in-final: development dependencies
# want no-build-tools-in-final (withheld): put the manifests first
RUN npm ci
RUN npm run build
EXPOSE 3000
CMD ["node", "dist/server.js"]
