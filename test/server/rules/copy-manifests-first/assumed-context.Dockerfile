FROM python:3.12-slim
WORKDIR /app
# want copy-manifests-first: pip install
# want copy-manifests-first (withheld): build context
COPY . .
RUN pip install -r requirements.txt
