FROM node:24-alpine
WORKDIR /app
COPY package.json package-lock.json ./
# everything that the build needs
# want no-build-tools-in-final: development dependencies
RUN --mount=type=cache,target=/root/.npm npm ci --no-audit
COPY . .
ENV BUILD_TARGET=server
RUN npm run build
EXPOSE 3000
USER node
CMD ["node", "dist/server.js"]
