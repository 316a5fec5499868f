FROM registry.example.com/team/base:1
# want no-defeated-cache-mount: `--no-cache-dir`
# want no-defeated-cache-mount (withheld): [Cc]heck first
RUN --mount=type=cache,target=/root/.cache/pip pip install a
