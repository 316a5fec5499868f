FROM python:3.12-slim
RUN apt-get update && apt-get install -y --no-install-recommends g++
RUN pip install vllm
EXPOSE 8000
CMD ["uvicorn", "main:app"]
