# What only bears such a name: a program, a download that nothing runs, an argument.
FROM node:22-slim
# want require-cache-mount: npm's cache folder
RUN --mount=type=cache,target=/root/.npm \
    npm install -g clean-css-cli && cleancss -o all.css a.css && echo clean.sh

FROM python:3.12-slim-bookworm
# want require-cache-mount: pip's cache folder
RUN --mount=type=cache,target=/root/.cache/pip \
    pip install flask && curl -sSO https://example.com/clean-1.0.tar.gz && make clean

FROM python:3.12-slim-bookworm AS after
# want require-cache-mount: pip's cache folder
RUN --mount=type=cache,target=/root/.cache/pip \
    pip install flask
RUN /cleanup.sh
