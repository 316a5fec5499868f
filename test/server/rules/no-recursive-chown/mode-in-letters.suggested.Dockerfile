FROM debian:bookworm-slim
WORKDIR /app
COPY --chmod=g=u . .
# want no-recursive-chown: --chmod
RUN chmod g=u /app
