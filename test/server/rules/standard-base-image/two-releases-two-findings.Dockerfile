# want standard-base-image: Python 3\.10 has
FROM python:3.10-slim AS a
# want standard-base-image: Python 3\.11 is behind
FROM python:3.11-slim
COPY --from=a /app /app
