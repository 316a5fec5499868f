FROM node:22-slim
RUN curl -fsSL https://bun.sh/install | bash
# want require-cache-mount: Bun's cache folder /root/\.bun/install/cache\.
# want require-cache-mount (withheld): `rm` of /root/\.bun would fail on the mount, and removes more than the cache
RUN /root/.bun/bin/bun install && rm -rf /root/.bun
# want require-cache-mount: pnpm's cache folder /root/\.local/share/pnpm/store\.
# want require-cache-mount (withheld): `rm` of ~/\.local would fail on the mount, and removes more than the cache
RUN pnpm install && rm -rf ~/.local
