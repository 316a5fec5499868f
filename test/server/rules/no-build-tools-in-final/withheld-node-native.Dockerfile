FROM node:24-alpine
# want no-build-tools-in-final: g\+\+ and make
# want no-build-tools-in-final (withheld): packages with native parts
RUN apk add --no-cache g++ make python3
COPY package.json package-lock.json ./
RUN npm ci
CMD ["npm", "start"]
