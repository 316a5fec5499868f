# want standard-base-image: Python 3\.9 has
FROM python:3.9-slim-buster
RUN apt-get update && apt-get install -y gcc
