# Tested with python3.9 and python:3.9-slim only.
# want standard-base-image: Python 3\.9 has
FROM python:3.12-slim
RUN pip install --user \
    # python3.9 wheels
    flask
