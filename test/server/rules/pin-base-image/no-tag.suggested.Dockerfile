# want pin-base-image: ^`python` has no tag
FROM python:3.14
RUN pip install flask
