FROM debian:bookworm-slim
WORKDIR /app
COPY . .
# want no-recursive-chown: --chmod
RUN chmod -R g=u /app
