FROM python:3.12-slim
# want no-defeated-cache-mount: `pip config set no-cache-dir` switches
# want no-defeated-cache-mount (withheld): when the container runs
RUN pip config set global.no-cache-dir true
RUN --mount=type=cache,target=/root/.cache/pip pip install a
