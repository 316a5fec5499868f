# want standard-base-image (withheld): also says python3\.9
# want standard-base-image: Python 3\.9 has
FROM python:3.9-slim
CMD ["python3.9", "main.py"]
