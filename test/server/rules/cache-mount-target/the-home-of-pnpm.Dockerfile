FROM node:22-slim
ENV PNPM_HOME="/pnpm"
ENV PATH="$PNPM_HOME:$PATH"
RUN corepack enable
WORKDIR /app
COPY package.json pnpm-lock.yaml ./
# want cache-mount-target: so pnpm cannot link from there and keeps its store elsewhere: mount /pnpm/store instead
RUN --mount=type=cache,id=pnpm,target=/pnpm pnpm install --frozen-lockfile
RUN --mount=type=cache,id=pnpm,target=/pnpm/store pnpm install --frozen-lockfile
