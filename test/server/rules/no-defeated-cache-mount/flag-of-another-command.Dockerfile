FROM python:3.12-slim
RUN --mount=type=cache,target=/root/.cache/pip pip install -r requirements.txt && apk add --no-cache git && uv pip install --no-cache a
RUN pip install --no-cache-dir a
RUN --mount=type=cache,target=/root/.npm npm ci && pip install --no-cache-dir a
RUN --mount=type=cache,target=/root/.cache/pip pip install --no-cache-dir --cache-dir /root/.cache/pip a
