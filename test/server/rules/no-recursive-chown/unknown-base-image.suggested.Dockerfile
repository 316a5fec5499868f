FROM registry.example.com/team/base:4
WORKDIR /app
COPY --chown=1000:1000 . .
# want no-recursive-chown: /app
RUN chown 1000:1000 /app
