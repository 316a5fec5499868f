FROM python:3.12-alpine
# want no-libc-mismatch: `node` of node:24 is linked against glibc, and python:3\.12-alpine has musl
COPY --from=node:24-alpine /usr/local/bin/node /usr/local/bin/node
CMD ["python", "-m", "app"]
