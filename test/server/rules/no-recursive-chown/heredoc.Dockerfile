FROM node:24-slim
WORKDIR /app
COPY . .
RUN <<END
# want no-recursive-chown (withheld): heredoc
chown -R node:node /app
END
