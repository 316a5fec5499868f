FROM debian:bookworm-slim AS base
HEALTHCHECK --interval=1s CMD true
FROM base
HEALTHCHECK NONE
CMD ["sleep", "infinity"]
