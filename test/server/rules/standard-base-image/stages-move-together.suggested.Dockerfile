# want standard-base-image: Python 3\.9 has had
FROM python:3.12 AS build
RUN pip install --user -r requirements.txt

FROM node:24-alpine AS web

FROM python:3.12-slim
COPY --from=build /root/.local/lib/python3.12/site-packages /usr/local/lib/python3.12/site-packages
ENV PYTHONPATH="/usr/local/lib/python3.12/site-packages:/app"
