# want standard-base-image: Python 3\.9 has
FROM python:3.12-slim-bookworm
RUN apt-get update && apt-get install -y gcc
