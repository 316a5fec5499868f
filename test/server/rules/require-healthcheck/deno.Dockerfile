FROM denoland/deno:2.5.0
COPY . .
EXPOSE 8000
# want require-healthcheck: does not say how to ask
CMD ["deno", "serve", "main.ts"]
