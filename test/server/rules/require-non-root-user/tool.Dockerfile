FROM python:3.12-slim
COPY lint.py /lint.py
ENTRYPOINT ["python", "/lint.py"]
