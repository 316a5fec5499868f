FROM node:24-slim
COPY docker-entrypoint.sh /usr/local/bin/
COPY . /app
EXPOSE 3000
ENTRYPOINT ["docker-entrypoint.sh"]
CMD ["node", "/app/server.js"]
