# want standard-base-image (withheld): also names another image
# want standard-base-image: Node\.js 22 is behind
ARG VERSION=22
FROM acme/builder:${VERSION} AS b
FROM node:${VERSION}-slim
