FROM denoland/deno:2.5.0
COPY . .
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
    CMD ["deno", "eval", "fetch('http://127.0.0.1:8000/').then(r => Deno.exit(r.ok ? 0 : 1), () => Deno.exit(1))"]
# want require-healthcheck: does not say how to ask
CMD ["deno", "serve", "main.ts"]
