FROM python:3.12-slim
WORKDIR /app
# want copy-manifests-first: pip install
COPY . .
RUN --mount=type=cache,target=/root/.cache/pip pip install -r requirements.txt
