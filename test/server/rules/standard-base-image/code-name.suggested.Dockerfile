# want standard-base-image: Node\.js 16 has had no security fixes since 2023-09
FROM node:24-bookworm-slim
