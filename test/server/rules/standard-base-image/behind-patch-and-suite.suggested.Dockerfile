# want standard-base-image: Python 3\.11 is behind
FROM python:3.12-slim-bookworm AS runtime
