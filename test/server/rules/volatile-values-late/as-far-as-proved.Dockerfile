FROM node:24-alpine
# want volatile-values-late: `BUILD_NUMBER` differs
ARG BUILD_NUMBER
RUN apk add --no-cache tini
COPY package.json ./
RUN npm install
COPY . .
CMD ["node", "server.js"]

FROM alpine:3.22
# want volatile-values-late: `BUILD_ID` differs
ARG BUILD_ID
RUN apk add --no-cache curl
