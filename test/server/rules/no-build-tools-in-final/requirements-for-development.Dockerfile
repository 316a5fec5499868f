FROM python:3.12-slim
COPY . .
# want no-build-tools-in-final: development dependencies
# want no-build-tools-in-final (withheld): which packages are for development alone
RUN pip install -r requirements.txt -r requirements/dev.txt
CMD ["gunicorn", "main:app"]
