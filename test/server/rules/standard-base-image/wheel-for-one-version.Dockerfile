# want standard-base-image (withheld): also says cp39
# want standard-base-image: Python 3\.9 has
FROM python:3.9-slim
RUN pip install https://example.org/fast-1.0-cp39-cp39-linux_x86_64.whl
