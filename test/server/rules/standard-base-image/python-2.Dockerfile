# want standard-base-image (withheld): Python 2 do not run on Python 3
# want standard-base-image: Python 2\.7 has had no security fixes since 2020-01
FROM python:2.7-slim
