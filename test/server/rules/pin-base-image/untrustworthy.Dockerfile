# want pin-base-image (withheld): cannot be read with certainty
# want pin-base-image: ^`python` has no tag
FROM python
RUN <<EOF
pip install flask
