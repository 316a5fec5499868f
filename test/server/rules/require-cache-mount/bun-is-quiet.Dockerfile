FROM oven/bun:1
RUN --mount=type=cache,target=/root/.bun/install/cache bun install
RUN bun run build && bun test && bun --version && bun build ./a.ts && bun install --lockfile-only && bun install --dry-run && bunx prisma generate && bun x tsc
RUN bundle config; bunion install; echo bun install
