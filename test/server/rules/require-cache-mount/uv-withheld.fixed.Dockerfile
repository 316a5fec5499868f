FROM python:3.12-slim
# want require-cache-mount: uv's cache folder /root/\.cache/uv\.
# want require-cache-mount (withheld): The link mode `symlink` makes the installed packages links into the cache, which break without the mount
RUN UV_LINK_MODE=symlink uv sync
# want require-cache-mount: uv's cache folder /root/\.cache/uv\.
# want require-cache-mount (withheld): `uv cache prune --ci` removes from the mount what was downloaded
RUN uv sync && uv cache prune --ci
ARG CACHE_OFF
# want require-cache-mount: uv's cache folder /root/\.cache/uv\.
# want require-cache-mount (withheld): UV_NO_CACHE may switch the cache off
RUN UV_NO_CACHE=$CACHE_OFF uv sync
ENV UV_NO_CACHE=0
# want require-cache-mount: uv's cache folder /root/\.cache/uv\.
RUN --mount=type=cache,target=/root/.cache/uv \
    UV_LINK_MODE=copy uv sync
