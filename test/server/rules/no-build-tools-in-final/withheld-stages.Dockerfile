FROM node:24-slim AS pages
COPY pages .
RUN npm ci && npm run build

FROM python:3.12-slim
# want no-build-tools-in-final: gcc
# want no-build-tools-in-final (withheld): several stages
RUN apt-get update && apt-get install -y --no-install-recommends gcc
COPY --from=pages /dist /dist
RUN pip install flask gunicorn
CMD ["gunicorn", "main:app"]
