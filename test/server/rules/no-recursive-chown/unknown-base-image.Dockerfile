FROM registry.example.com/team/base:4
WORKDIR /app
COPY . .
# want no-recursive-chown: /app
RUN chown -R 1000:1000 /app
