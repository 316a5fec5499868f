# want standard-base-image (withheld): ^The lifecycle table of [0-9-]+ knows no tag python:3\.12-slim-buster\.$
# want standard-base-image: Python 3\.9 has
FROM python:3.9-slim-buster
RUN apt-get update && apt-get install -y gcc
