FROM node:24-alpine
RUN apk add --no-cache tini
COPY package.json ./
# want volatile-values-late: `BUILD_NUMBER` differs
ARG BUILD_NUMBER
RUN npm install
COPY . .
CMD ["node", "server.js"]

FROM alpine:3.22
RUN apk add --no-cache curl
# want volatile-values-late: `BUILD_ID` differs
ARG BUILD_ID
