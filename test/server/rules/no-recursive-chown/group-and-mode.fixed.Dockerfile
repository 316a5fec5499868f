FROM debian:bookworm-slim
WORKDIR /app
COPY --chown=0:0 --chmod=770 . .
# want no-recursive-chown: --chown
RUN chgrp 0 /app && chmod 770 /app
USER 1001
