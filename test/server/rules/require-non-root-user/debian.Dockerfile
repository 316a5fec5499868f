FROM python:3.12-slim
WORKDIR /app
COPY requirements.txt ./
RUN --mount=type=cache,target=/root/.cache/pip \
    pip install -r requirements.txt
COPY . .
EXPOSE 8000
# want require-non-root-user: no USER is set
CMD ["uvicorn", "main:app", "--port", "8000"]
