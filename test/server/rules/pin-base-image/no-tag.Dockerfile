# want pin-base-image: ^`python` has no tag
FROM python
RUN pip install flask
