FROM node:24-slim
EXPOSE 3000
CMD ["sleep", "infinity"]
