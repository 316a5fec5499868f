# want standard-base-image (withheld): also says node:18
# want standard-base-image: Node\.js 18 has
FROM node:18-slim
COPY --from=node:18 /usr/local/bin/node /opt/node
