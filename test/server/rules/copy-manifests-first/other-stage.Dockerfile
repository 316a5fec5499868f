FROM python:3.12-slim AS source
COPY . /src
FROM python:3.12-slim
WORKDIR /app
COPY --from=source /src /app
RUN pip install -r requirements.txt
