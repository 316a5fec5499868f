FROM debian:12
RUN corepack prepare yarn@1.22.22 --activate
# want require-cache-mount: Yarn's cache folder /usr/local/share/\.cache/yarn\.
RUN --mount=type=cache,target=/usr/local/share/.cache/yarn,sharing=locked \
    yarn install
