FROM debian:bookworm-slim
WORKDIR /app
COPY . .
# want no-recursive-chown: --chown
RUN chgrp -R 0 /app && chmod -R 770 /app
USER 1001
