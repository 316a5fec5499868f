FROM oven/bun:1.3
COPY . .
EXPOSE 3000
# want require-healthcheck: does not say how to ask
CMD ["bun", "server.ts"]
