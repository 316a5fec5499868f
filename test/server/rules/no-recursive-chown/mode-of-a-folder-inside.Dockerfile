FROM debian:trixie-slim
WORKDIR /app
COPY . .
COPY config.json ./
COPY start.sh ./bin/start
# want no-recursive-chown (withheld): COPY makes /app/bin with mode 755
RUN chmod -R g=u /app
