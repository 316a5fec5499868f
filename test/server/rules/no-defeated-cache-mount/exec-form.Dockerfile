FROM python:3.12-slim
# want no-defeated-cache-mount: `--no-cache-dir`
# want no-defeated-cache-mount (withheld): cannot be taken out
RUN --mount=type=cache,target=/root/.cache/pip ["pip", "install", "--no-cache-dir", "a"]
