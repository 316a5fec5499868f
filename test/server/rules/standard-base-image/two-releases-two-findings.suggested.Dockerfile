# want standard-base-image: Python 3\.10 has
FROM python:3.12-slim AS a
# want standard-base-image: Python 3\.11 is behind
FROM python:3.12-slim
COPY --from=a /app /app
