# want standard-base-image (withheld): cannot be read with certainty
# want standard-base-image: Python 3\.9 has
FROM python:3.9-slim
RUN <<EOF
pip install flask
